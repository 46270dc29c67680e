package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and enums in the JSON of requests. */
class RequestJsonTest {
  enum Colour {
    RED,
    @JsonProperty("light-blue")
    BLUE;

    @Override
    public String toString() {
      return "not this";
    }
  }

  record Request(
      LocalDate day,
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate formatted,
      Colour colour,
      List<Colour> colours,
      List<LocalDate> days) {}

  @Test
  void dates_are_iso_unless_annotated_and_enums_are_their_names() {
    LocalDate day = LocalDate.of(2026, 1, 31);
    Request request =
        new Request(day, day, Colour.BLUE, List.of(Colour.RED, Colour.BLUE), List.of(day));
    String json = RequestJson.write(request);

    assertThat(json)
        .isEqualTo(
            "{\"day\":\"2026-01-31\",\"formatted\":\"31.01.2026\",\"colour\":\"light-blue\","
                + "\"colours\":[\"RED\",\"light-blue\"],\"days\":[\"2026-01-31\"]}");
    assertThat(RequestJson.read(json, Request.class)).isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"day\":7}",
        "{\"day\":[2026,1,31]}",
        "{\"day\":\"\"}",
        "{\"day\":\"2026-02-30\"}",
        "{\"day\":\"31.01.2026\"}",
        "{\"formatted\":\"2026-01-31\"}",
        "{\"formatted\":7}",
        "{\"colour\":0}",
        "{\"colour\":\"0\"}",
        "{\"colour\":\"\"}",
        "{\"colour\":\"BLUE\"}",
        "{\"colour\":\"red\"}",
        "{\"colour\":true}",
        "{\"days\":[7]}"
      })
  void what_a_carrier_would_reject_is_not_read(String json) {
    assertThatThrownBy(() -> RequestJson.read(json, Request.class))
        .isInstanceOf(RequestFormatException.class);
  }
}
