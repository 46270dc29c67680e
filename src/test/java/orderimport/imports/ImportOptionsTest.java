package orderimport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The options of imports as stored in the database. */
class ImportOptionsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void several_sheets_are_stored() {
    ImportOptions options =
        new ImportOptions(
            false, false, null, List.of("A", "B"), null, null, null, null, null, Map.of());

    assertThat(JSON.readValue(JSON.writeValueAsString(options), ImportOptions.class))
        .isEqualTo(options);
  }

  @Test
  void the_options_of_earlier_versions_are_read() {
    assertThat(
            JSON.readValue(
                    "{\"hold\":true,\"allOrNothing\":false,\"sheet\":\"A\"}", ImportOptions.class)
                .sheets())
        .containsExactly("A");
    assertThat(
            JSON.readValue(
                    "{\"hold\":true,\"allOrNothing\":false,\"sheet\":null}", ImportOptions.class)
                .sheets())
        .isEmpty();
  }
}
