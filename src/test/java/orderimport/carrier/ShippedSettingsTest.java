package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.carrier.CarrierProperties.RateLimit;
import orderimport.carrier.CarrierProperties.RateLimit.Counts;
import orderimport.carrier.CarrierProperties.Unavailable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class ShippedSettingsTest {

  private static CarrierProperties shipped(String carrier, boolean withDefaults)
      throws IOException {
    String yaml = Files.readString(Path.of("job-config", carrier + ".yml"));
    if (withDefaults) {
      yaml = yaml.replace("# defaults:", "defaults:").replace("#   \"[", "  \"[");
    }
    return settings(carrier, yaml);
  }

  private static CarrierProperties settings(String carrier, String yaml) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load(
            carrier, new ByteArrayResource(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .forEach(environment.getPropertySources()::addLast);
    return Binder.get(environment)
        .bind("order-import", Bindable.of(OrderImportProperties.class))
        .get()
        .of(Carriers.registered().get(carrier));
  }

  @Test
  void every_carrier_has_shipped_settings_for_the_sandbox() throws IOException {
    for (Carrier carrier : Carriers.registered().all()) {
      assertThat(shipped(carrier.name(), false).sandbox()).as(carrier.name()).isTrue();
      assertThat(shipped(carrier.name(), false).defaults()).isEmpty();
    }
  }

  @Test
  void addresses_are_checked_only_where_that_is_set() throws IOException {
    for (Carrier carrier : Carriers.registered().all()) {
      assertThat(shipped(carrier.name(), false).addressCheck()).as(carrier.name()).isFalse();
    }
    String yaml = Files.readString(Path.of("job-config/telecomx.yml"));
    String set = yaml.replace("# address-check: true", "address-check: true");
    assertThat(settings("telecomx", set).addressCheck()).isTrue();
    assertThatThrownBy(
            () ->
                settings(
                    "granite",
                    Files.readString(Path.of("job-config/granite.yml"))
                        .replace("concurrency:", "address-check: true\n      concurrency:")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("order-import.carriers.granite.address-check");
  }

  @Test
  void granite_has_its_documented_limit_and_a_token() throws IOException {
    CarrierProperties granite = shipped("granite", false);

    assertThat(granite.rateLimit())
        .isEqualTo(new RateLimit(60, Duration.ofMinutes(1), Counts.RESPONSE));
    assertThat(granite.auth().type()).isEqualTo(AuthType.BEARER);
  }

  @Test
  void the_order_path_of_each_carrier_needs_no_setting() throws IOException {
    assertThat(shipped("granite", false).orderPath()).isEqualTo("/api/v1/orders/create/external");
    assertThat(shipped("globalconnect", false).orderPath()).isEqualTo("/tfapi/data/order");
    assertThat(shipped("globalconnect-testing", false).orderPath())
        .isEqualTo("/data/order/testing");
    assertThat(shipped("telecomx", false).orderPath()).isEqualTo("/internet/request");
    assertThat(settings("granite", "order-import.carriers.granite: {order-path: /v2}").orderPath())
        .isEqualTo("/v2");
  }

  @Test
  void an_unavailable_carrier_leaves_orders_in_doubt_unless_set() throws IOException {
    String set =
        "order-import.carriers.granite: {order-path: /orders, unavailable: retry, zone: UTC}";

    assertThat(shipped("granite", false).unavailable()).isEqualTo(Unavailable.IN_DOUBT);
    assertThat(settings("granite", set).unavailable()).isEqualTo(Unavailable.RETRY);
  }

  @Test
  void the_commented_defaults_are_valid_once_filled_in() throws IOException {
    assertThat(shipped("globalconnect", true).defaults())
        .containsEntry("order_type", "NEW_SALE_DIRECT_ORDER")
        .containsEntry("new_lines.currency", "NOK")
        .containsEntry("seller.id", "2884001");
    assertThat(shipped("globalconnect-testing", true).defaults())
        .containsEntry("createdBy.id", "2884001");
    assertThat(shipped("granite", true).defaults())
        .containsKey("order_items.network_monitoring_package");
    assertThat(shipped("telecomx", true).defaults()).containsEntry("ipAddresses", "8");
    assertThat(shipped("telecomx-offer", true).defaults()).containsOnlyKeys("customer");
  }
}
