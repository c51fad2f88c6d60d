using System.Net;
using PatentFunctions.Notifications;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>邮件 through SendGrid.</summary>
/// <param name="client">The service.</param>
/// <param name="from">Address that mails come from.</param>
/// <param name="fromName">Name beside it.</param>
internal sealed class SendGridMailGateway(ISendGridClient client, string from, string fromName) : IMailGateway
{
    /// <inheritdoc />
    public async Task<GatewayAnswer> SendAsync(MailMessage message, CancellationToken cancellation)
    {
        var mail = MailHelper.CreateSingleEmail(new EmailAddress(from, fromName), new EmailAddress(message.To), message.Subject, message.Text, message.Html);
        foreach (var (name, value) in message.Headers) mail.AddHeader(name, value);
        mail.AddCustomArg("operation", message.OperationId);
        var answer = await client.SendEmailAsync(mail, cancellation);
        if (answer.IsSuccessStatusCode)
            return new GatewayAccepted(answer.Headers.TryGetValues("X-Message-Id", out var ids) ? ids.First() : message.OperationId);
        // A wrong key or an exhausted quota is ours to put right, not the recipient's fault.
        return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            ? new GatewayRejected(await answer.Body.ReadAsStringAsync(cancellation), AddressIsBad: false)
            : new GatewayUnreachable(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
