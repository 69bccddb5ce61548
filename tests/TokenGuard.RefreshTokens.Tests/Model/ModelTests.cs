using CsCheck;

namespace TokenGuard.RefreshTokens.Tests.Model;

/// <summary>Random operations on the service and on the model: both have to say the same, at each step.</summary>
[Collection(Servers.Name)]
public class ModelTests(Servers servers)
{
    private const int OperationsOfARun = 50;

    private static readonly string[] Subjects = ["ada", "grace"];
    private static readonly string?[] Clients = [null, "spa", "mobile"];

    private static readonly TimeSpan[] Steps =
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromHours(23), TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    private static readonly Gen<Operation[]> Runs = Gen.Select(
        Gen.Frequency(
            (3, Gen.Const(Kind.Issue)), (12, Gen.Const(Kind.Rotate)), (4, Gen.Const(Kind.RotateLatest)), (4, Gen.Const(Kind.Wait)), (1, Gen.Const(Kind.Revoke)),
            (1, Gen.Const(Kind.RevokeSession)), (1, Gen.Const(Kind.RevokeSubject)), (1, Gen.Const(Kind.RevokeClient)), (1, Gen.Const(Kind.Purge)), (2, Gen.Const(Kind.List))),
        Gen.UInt,
        Gen.UInt,
        (kind, a, b) => new Operation(kind, a, b)).Array[OperationsOfARun];

    public static TheoryData<StoreKind> Stores => StoreKinds.All;

    private enum Kind
    {
        Issue,
        Rotate,
        RotateLatest,
        Wait,
        Revoke,
        RevokeSession,
        RevokeSubject,
        RevokeClient,
        Purge,
        List,
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_service_does_what_the_model_says(StoreKind kind)
    {
        var operations = kind is StoreKind.Memory or StoreKind.Sqlite ? 20_000 : 2_000;
        void Configure(RefreshTokenOptions options)
        {
            (options.AbsoluteLifetime, options.IdleLifetime) = (TimeSpan.FromDays(4), TimeSpan.FromDays(1));

            // Redis erases by its own clock, which a test does not set.
            options.KeepEndedSessions = kind is StoreKind.Redis or StoreKind.RedisCluster ? TimeSpan.FromDays(3650) : options.KeepEndedSessions;
        }

        await using var application = Application.Start(servers, kind, Configure);
        var options = new RefreshTokenOptions();
        Configure(options);
        var performed = 0;
        var run = 0;
        await Runs.SampleAsync(
            async steps =>
            {
                // Sessions of other runs have other subjects.
                await new Run(application, options, $"-{Interlocked.Increment(ref run)}").PerformAsync(steps);
                Interlocked.Add(ref performed, steps.Length);
            },
            iter: operations / OperationsOfARun,
            threads: 1,
            print: steps => string.Join(Environment.NewLine, steps));
        Assert.True(performed >= operations);
    }

    private sealed record Operation(Kind Kind, uint A, uint B);

    private sealed class Run(Application application, RefreshTokenOptions options, string suffix)
    {
        private readonly DateTimeOffset start = application.Time.GetUtcNow();
        private readonly Dictionary<ReferenceModel.Session, string> ids = [];

        public async Task PerformAsync(Operation[] operations)
        {
            var model = new ReferenceModel(options);
            foreach (var operation in operations)
            {
                await PerformAsync(operation, model);
            }
        }

        private async Task PerformAsync(Operation operation, ReferenceModel model)
        {
            var service = application.Service;
            var subject = Pick(Subjects, operation.A) + suffix;
            var client = Pick(Clients, operation.B) is { } name ? name + suffix : null;
            switch (operation.Kind)
            {
                case Kind.Issue:
                    var issued = await service.IssueAsync(new(subject) { ClientId = client });
                    model.Issue(subject, client, issued.Token!);
                    ids.Add(model.Sessions[^1], issued.Session!.Id);
                    break;
                case Kind.Wait:
                    application.Time.Advance(Pick(Steps, operation.A));
                    model.Now = application.Time.GetUtcNow() - start;
                    break;
                case Kind.RevokeSubject:
                    Assert.Equal(model.Revoke(session => session.Subject == subject), await service.RevokeSubjectAsync(subject));
                    break;
                case Kind.RevokeClient when client is not null:
                    Assert.Equal(model.Revoke(session => session.Client == client), await service.RevokeClientAsync(client));
                    break;
                case Kind.Purge:
                    await application.PurgeAsync();
                    model.Purge();
                    break;
                case Kind.List:
                    Assert.Equal(model.Live(subject), (await service.ListSessionsAsync(subject)).Count);
                    break;
                case Kind.Rotate or Kind.RotateLatest or Kind.Revoke or Kind.RevokeSession when model.Sessions.Count > 0:
                    await PerformOnSessionAsync(operation, model, Pick(model.Sessions, operation.A), subject, client);
                    break;
            }
        }

        private async Task PerformOnSessionAsync(Operation operation, ReferenceModel model, ReferenceModel.Session session, string subject, string? client)
        {
            var service = application.Service;
            var index = operation.Kind == Kind.RotateLatest ? session.Tokens.Count - 1 : (int)(operation.B % session.Tokens.Count);
            client = operation.B % 8 == 0 ? client : session.Client;
            switch (operation.Kind)
            {
                case Kind.Revoke:
                    var isClients = session.Client is null || session.Client == client;
                    Assert.Equal(model.Revoke(other => other == session && isClients) > 0, await service.RevokeAsync(session.Tokens[index], new(client)));
                    break;
                case Kind.RevokeSession:
                    Assert.Equal(model.Revoke(other => other == session && other.Subject == subject) > 0, await service.RevokeSessionAsync(subject, ids[session]));
                    break;
                default:
                    var (failure, again) = model.Rotate(session, index, client);
                    var result = await service.RotateAsync(session.Tokens[index], new(client));
                    Assert.Equal(failure, result.Failure);
                    if (again is not null)
                    {
                        Assert.Equal(again, result.Token);
                    }
                    else if (failure is null)
                    {
                        Assert.DoesNotContain(result.Token, session.Tokens);
                        model.Rotated(session, result.Token!);
                    }

                    break;
            }
        }

        private static T Pick<T>(IReadOnlyList<T> items, uint number) => items[(int)(number % items.Count)];
    }
}
