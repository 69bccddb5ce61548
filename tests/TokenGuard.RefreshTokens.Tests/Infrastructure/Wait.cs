using System.Diagnostics;

namespace TokenGuard.RefreshTokens.Tests.Infrastructure;

/// <summary>Waits for what a busy machine takes its time for.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void Until(Func<bool> condition) => For(() => condition() ? true : throw new TimeoutException("It did not come about"), (TimeoutException _) => true);

    public static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException("It did not come about");
            }

            await Task.Delay(5);
        }
    }

    public static T For<T, TException>(Func<T> attempt, Func<TException, bool> mayPass)
        where TException : Exception
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return attempt();
            }
            catch (TException exception) when (watch.Elapsed < Patience && mayPass(exception))
            {
                Thread.Sleep(50);
            }
        }
    }
}
