namespace Shop.Feature;

public sealed record FeatureStop(string Name, double Latitude, double Longitude, TimeSpan Opens, TimeSpan Closes);

public sealed record FeatureTour(IReadOnlyList<FeatureStop> Stops, double Kilometres, TimeSpan Duration);

/// <summary>Plans the tours of the vans: the nearest stop next, then crossings are taken out.</summary>
public sealed class FeaturePlanner(double kilometresPerHour = 45)
{
    private const double EarthRadius = 6371;

    private readonly Dictionary<(string From, string To), double> _distances = [];

    public FeatureTour Plan(FeatureStop depot, IEnumerable<FeatureStop> stops, TimeSpan start)
    {
        var open = stops.Where(stop => stop.Closes > start).ToList();
        var tour = new List<FeatureStop> { depot };
        var now = start;
        while (open.Count > 0)
        {
            var last = tour[^1];
            var next = open.MinBy(stop => Distance(last, stop) + (stop.Opens > now ? 10 : 0));
            if (next is null)
            {
                break;
            }

            now += TimeSpan.FromHours(Distance(last, next) / kilometresPerHour);
            now = now < next.Opens ? next.Opens : now;
            open.Remove(next);
            if (now <= next.Closes)
            {
                tour.Add(next);
            }
        }

        while (Improve(tour))
        {
        }

        return new FeatureTour(tour, LengthOf(tour), now - start);
    }

    public double Distance(FeatureStop from, FeatureStop to)
    {
        if (_distances.TryGetValue((from.Name, to.Name), out var known))
        {
            return known;
        }

        var latitude = Radians(to.Latitude - from.Latitude) / 2;
        var longitude = Radians(to.Longitude - from.Longitude) / 2;
        var a = Math.Pow(Math.Sin(latitude), 2) + Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * Math.Pow(Math.Sin(longitude), 2);
        var distance = 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(a)));
        _distances[(from.Name, to.Name)] = _distances[(to.Name, from.Name)] = distance;
        return distance;
    }

    private bool Improve(List<FeatureStop> tour)
    {
        for (var i = 1; i < tour.Count - 2; i++)
        {
            for (var j = i + 1; j < tour.Count - 1; j++)
            {
                var before = Distance(tour[i - 1], tour[i]) + Distance(tour[j], tour[j + 1]);
                var after = Distance(tour[i - 1], tour[j]) + Distance(tour[i], tour[j + 1]);
                if (after < before - 0.001)
                {
                    tour.Reverse(i, j - i + 1);
                    return true;
                }
            }
        }

        return false;
    }

    private double LengthOf(List<FeatureStop> tour) => tour.Zip(tour.Skip(1), Distance).Sum();

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
