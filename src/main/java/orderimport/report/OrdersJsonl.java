package orderimport.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import orderimport.heading.HeadingCatalog;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Writes {@code orders.jsonl}: one JSON object per order and line. */
final class OrdersJsonl implements AutoCloseable {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final HeadingCatalog headingCatalog;
  private final Writer out;

  OrdersJsonl(Path file, HeadingCatalog headingCatalog) throws IOException {
    this.headingCatalog = headingCatalog;
    out = Files.newBufferedWriter(file);
  }

  void add(ResultOrder order) {
    ObjectNode json = JSON.createObjectNode();
    json.put("carrier", order.carrier());
    json.put("order_ref", order.orderRef());
    ArrayNode rows = json.putArray("rows");
    order.rows().forEach(row -> rows.addObject().put("sheet", row.sheet()).put("row", row.row()));
    json.put("status", order.status().name());
    if (order.request() != null) {
      json.putRawValue("request", raw(order.request()));
    }
    if (order.responseStatus() != null) {
      ObjectNode response = json.putObject("response");
      response.put("status", order.responseStatus());
      putBody(response, order.responseBody());
    }
    json.put("carrier_order_id", order.carrierOrderId());
    json.put("attempts", order.attempts());
    json.put("environment", order.environment());
    if (order.request() != null) {
      Map<String, String> headers = headingCatalog.headers(order.carrier()).of(order.request());
      if (!headers.isEmpty()) {
        json.putPOJO("headers", headers);
      }
    }
    try {
      out.append(JSON.writeValueAsString(json)).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void putBody(ObjectNode response, @Nullable String body) {
    if (body == null || body.isBlank() || !isJson(body)) {
      response.put("body", body);
    } else {
      response.putRawValue("body", raw(body));
    }
  }

  private static boolean isJson(String text) {
    try {
      return !JSON.readTree(text).isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Replaces line breaks: JSON has them only between tokens, where a blank is equivalent. */
  private static RawValue raw(String json) {
    return new RawValue(json.replace('\n', ' ').replace('\r', ' '));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
