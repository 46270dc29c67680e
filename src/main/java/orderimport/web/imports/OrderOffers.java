package orderimport.web.imports;

import java.util.List;
import javax.sql.DataSource;
import orderimport.carrier.OrderTracking.Offer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The offers that carriers made for orders. */
@Component
class OrderOffers {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;

  OrderOffers(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** What can be ordered next, as the carrier stated it last. */
  List<Offer> ofOrder(long orderId) {
    return jdbc.sql("select offers from tracking_result where order_id = ?")
        .param(orderId)
        .query(String.class)
        .optional()
        .map(offers -> JSON.readValue(offers, new TypeReference<List<Offer>>() {}))
        .orElse(List.of());
  }
}
