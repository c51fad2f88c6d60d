using Microsoft.Extensions.Options;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Notifications.Inbox;
using PatentFunctions.Notifications.Receipts;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Notifications;

internal static class NotificationsServices
{
    /// <summary>通知. Needs an <see cref="IContactBook"/>, an <see cref="IMailGateway"/> and an <see cref="ISmsGateway"/> for each name of <see cref="SmsRouting"/>.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<SmsRouting>();
        services.AddSingleton<AddressBounces>();
        services.AddSingleton<DeliverySender>();
        services.AddSingleton<DeliveryReceipts>();
        services.AddSingleton<IOutboxHandler, SendNotification>();
        services.AddSingleton<LocalDesk>();
        services.AddOptions<ReceiptOptions>().BindConfiguration("Receipts").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReceiptOptions>, ReceiptOptionsCheck>();
        services.AddSingleton<IRetainedData>(s => InboxRecords.Retained(s.GetRequiredService<Platform.Storage.IRecordStore>()));
        services.AddSingleton<IRetainedData, RetainedDeliveries>();
        services.AddSingleton<IOwnData>(s => new OwnRows(
            "通知发送记录", s.GetRequiredService<Platform.Storage.IRecordStore>(), DeliveryId.Table, row => DeliveryAnswer.Of(Platform.Storage.TypedRecords.As<Delivery>(row), forOperator: false)));
        return services;
    }
}
