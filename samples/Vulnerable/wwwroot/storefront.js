const element = id => document.getElementById(id);
const bodies = [];

// Cookies go along by themselves: a page that never holds a token cannot lose one.
async function send(name, path, options) {
  element('status').value = '';
  const response = await fetch(path, options);
  const body = await response.text();
  bodies.push(body);
  element('readable').textContent = [document.cookie, ...Object.values(localStorage), ...Object.values(sessionStorage), ...bodies].filter(text => text).join('\n');
  element('status').value = `${name}: ${response.status}`;
  return response.ok ? body : '';
}

element('login').addEventListener('submit', event => {
  event.preventDefault();
  send('Sign in', '/auth/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: element('email').value, password: element('password').value }),
  });
});

element('load').addEventListener('click', async () => {
  const page = await send('Orders', '/orders');
  element('orders').replaceChildren(...(page ? JSON.parse(page).orders : []).map(order => {
    const item = document.createElement('li');
    item.textContent = order.product;
    return item;
  }));
});

element('refresh').addEventListener('click', () => send('Refresh', '/auth/refresh', { method: 'POST' }));
element('logout').addEventListener('click', () => send('Sign out', '/auth/refresh/logout', { method: 'POST' }));
