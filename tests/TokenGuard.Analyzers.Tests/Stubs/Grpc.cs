namespace Grpc.Core
{
    using System.Collections;
    using System.Collections.Generic;

    public sealed class Metadata : IEnumerable
    {
        public void Add(string key, string value) { }
        public IEnumerator GetEnumerator() => new List<string>().GetEnumerator();
    }
}
