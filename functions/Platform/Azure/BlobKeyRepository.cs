using System.Xml.Linq;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// Keys of ASP.NET Core Data Protection, one blob each, so that every instance of the app reads what another has written. They are only ever
/// added.
/// </summary>
internal sealed class BlobKeyRepository(BlobContainerClient container) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        try
        {
            foreach (var item in container.GetBlobs())
            {
                using var content = container.GetBlobClient(item.Name).OpenRead();
                elements.Add(XElement.Load(content));
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The container is made with the first key.
        }
        return elements;
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        container.CreateIfNotExists();
        using var content = new MemoryStream();
        element.Save(content, SaveOptions.DisableFormatting);
        content.Position = 0;
        container.GetBlobClient($"{friendlyName}-{Guid.NewGuid():N}.xml").Upload(content);
    }
}
