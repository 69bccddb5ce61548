using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TokenGuard.Analyzers.Flow;

namespace TokenGuard.Analyzers.Transport;

/// <summary>Requests that ask an authorization server for a token, or tell it of one.</summary>
internal static class RequestForToken
{
    /// <summary>The URL of the request that an operation sends or describes; null when it is another request.</summary>
    public static IOperation? Of(IOperation operation, TokenFlow flow) =>
        operation switch
        {
            IInvocationOperation call when RequestBody.Senders.Contains(call.TargetMethod.Name) && RequestBody.IsOfOAuth(call, flow) =>
                call.Arguments.Select(RequestUrl.Of).FirstOrDefault(url => url is not null),

            // new RefreshTokenRequest { Address = ... } of IdentityModel
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Address" } property }, Value: var address }
                when property.IsMemberOf("Duende.IdentityModel.Client.ProtocolRequest") || property.IsMemberOf("IdentityModel.Client.ProtocolRequest") => address,
            _ => null,
        };
}
