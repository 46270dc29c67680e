package orderimport.web.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import orderimport.carrier.OrderTracking.Offer;
import orderimport.carrier.OrderTracking.OfferCell;
import orderimport.heading.Column;
import orderimport.heading.FieldTexts;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.ImportOptions;
import orderimport.job.UploadService;
import orderimport.job.UploadService.UploadResult;
import orderimport.report.Reports;
import orderimport.web.ReaderZone;
import orderimport.web.TemporaryFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The offers that carriers made for orders, and uploads that order on one of them. */
@Component
class OrderOffers {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Ids of the carrier, which tell a person nothing. */
  private static final Set<String> IDS = Set.of("request", "offer", "customer", "product");

  private final JdbcClient jdbc;
  private final HeadingCatalog headingCatalog;
  private final FieldTexts texts;
  private final Reports reports;
  private final TemporaryFiles temporaryFiles;
  private final UploadService uploadService;
  private final UploadReceiver uploadReceiver;

  OrderOffers(
      DataSource dataSource,
      HeadingCatalog headingCatalog,
      FieldTexts texts,
      Reports reports,
      TemporaryFiles temporaryFiles,
      UploadService uploadService,
      UploadReceiver uploadReceiver) {
    this.jdbc = JdbcClient.create(dataSource);
    this.headingCatalog = headingCatalog;
    this.texts = texts;
    this.reports = reports;
    this.temporaryFiles = temporaryFiles;
    this.uploadService = uploadService;
    this.uploadReceiver = uploadReceiver;
  }

  /**
   * An offer.
   *
   * @param key identifies it among those of the order, as long as the carrier does not change it
   */
  record OfferView(String key, List<OfferField> fields) {}

  /**
   * A field of an offer.
   *
   * @param value as the carrier states it
   * @param day the value, if it is a day; null otherwise
   */
  record OfferField(String label, String value, @Nullable LocalDate day) {}

  /** What can be ordered next, as the carrier stated it last, in the language of the user. */
  List<OfferView> ofOrder(long orderId) {
    return find(orderId).stream()
        .map(
            offer ->
                new OfferView(
                    key(offer),
                    offer.cells().stream()
                        .filter(cell -> !cell.heading().startsWith("_"))
                        .filter(cell -> !IDS.contains(cell.heading()))
                        .map(cell -> field(offer.carrier(), cell))
                        .toList()))
        .toList();
  }

  private List<Offer> find(long orderId) {
    return jdbc.sql("select offers from tracking_result where order_id = ?")
        .param(orderId)
        .query(String.class)
        .optional()
        .map(offers -> JSON.readValue(offers, new TypeReference<List<Offer>>() {}))
        .orElse(List.of());
  }

  private static String key(Offer offer) {
    return Integer.toHexString(offer.hashCode());
  }

  private OfferField field(String form, OfferCell cell) {
    Locale locale = LocaleContextHolder.getLocale();
    String label =
        headingCatalog.columnsOf(form).stream()
            .filter(column -> column.path().equals(cell.heading()))
            .findFirst()
            .map((Column column) -> texts.label(column, locale))
            .orElse(cell.heading());
    return new OfferField(label, cell.value(), ReaderZone.day(cell.value()));
  }

  /**
   * Uploads the row of an offer, as a user does with {@code offers.xlsx}: its order waits to be
   * placed.
   *
   * @return the import; empty if the carrier has changed or withdrawn the offer
   */
  Optional<UploadResult> upload(OrderDetail order, long importId, String key, String userName)
      throws IOException {
    Optional<Offer> offer =
        find(order.id()).stream().filter(each -> key(each).equals(key)).findFirst();
    if (offer.isEmpty()) {
      return Optional.empty();
    }
    String orderRef = order.summary().orderRef();
    Path file = Files.createTempFile(temporaryFiles.folder(), "order-import", ".upload");
    try {
      reports.writeOffer(importId, orderRef, offer.get(), file);
      UploadResult uploadResult =
          uploadService.receive(
              file,
              UploadFileName.of("offer " + orderRef + ".xlsx"),
              ImportOptions.NONE.withHold(),
              false,
              userName);
      uploadReceiver.start(uploadResult);
      return Optional.of(uploadResult);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
