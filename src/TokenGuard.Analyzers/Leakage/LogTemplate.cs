namespace TokenGuard.Analyzers.Leakage;

/// <summary>The text of a log entry with its holes: <c>User {Id} signed in with {@Tokens}</c>.</summary>
internal static class LogTemplate
{
    /// <summary>The numbers of the holes for objects that are written with their members.</summary>
    public static HashSet<int> Destructured(string template)
    {
        var (found, number) = (new HashSet<int>(), 0);
        for (var i = 0; i < template.Length - 1; i++)
        {
            if (template[i] == '{')
            {
                if (template[i + 1] == '{')
                {
                    i++;
                    continue;
                }

                if (template[i + 1] == '@')
                {
                    found.Add(number);
                }

                number++;
            }
        }

        return found;
    }
}
