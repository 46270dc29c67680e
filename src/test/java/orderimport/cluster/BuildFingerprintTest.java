package orderimport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import orderimport.carrier.OrderImportProperties;
import orderimport.heading.HeadingAliases;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BuildFingerprintTest {
  private static final String COLUMNS = "common:\n  order_ref: [Order]\n";

  private final BuildFingerprint own = fingerprint("1.0", COLUMNS, Map.of());

  private static BuildFingerprint fingerprint(
      String version, String columns, Map<String, String> more) {
    MapConfigurationPropertySource settings = new MapConfigurationPropertySource();
    settings.put("order-import.carriers.granite.base-url", "https://granite.example.com");
    settings.putAll(more);
    try {
      return BuildFingerprint.of(
          version,
          new Binder(settings).bindOrCreate("order-import", OrderImportProperties.class),
          HeadingAliases.read(new ByteArrayInputStream(columns.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void comments_addresses_and_credentials_do_not_count() {
    BuildFingerprint other =
        fingerprint(
            "1.0",
            "# our columns\n" + COLUMNS,
            Map.of(
                "order-import.carriers.granite.base-url", "https://proxy.example.com",
                "order-import.carriers.granite.auth.type", "bearer",
                "order-import.carriers.granite.auth.token", "secret"));

    assertThat(other.group()).isEqualTo(own.group());
    assertThat(own.differences(other.parts())).isEmpty();
  }

  @Test
  void another_version_or_heading_or_default_is_a_group_of_its_own() {
    BuildFingerprint version = fingerprint("1.1", COLUMNS, Map.of());
    BuildFingerprint heading = fingerprint("1.0", COLUMNS.replace("Order", "Ref"), Map.of());
    BuildFingerprint setting =
        fingerprint(
            "1.0", COLUMNS, Map.of("order-import.carriers.granite.defaults.requester", "Ann"));

    assertThat(version.group()).isNotEqualTo(own.group());
    assertThat(heading.group()).isNotEqualTo(own.group());
    assertThat(own.differences(heading.parts())).containsExactly("columns.yml");
    assertThat(own.differences(setting.parts())).containsExactly("granite");
  }
}
