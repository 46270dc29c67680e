package orderimport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each problem of the API has its texts; another test compares the languages. */
class ProblemCodeTest {

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void each_code_has_a_title_and_a_detail(ProblemCode code) {
    ResourceBundle texts = ResourceBundle.getBundle("orderimport/web/messages", Locale.ROOT);

    assertThat(texts.getString("api." + code.code())).isNotBlank();
    assertThat(texts.getString("api." + code.code() + ".detail")).isNotBlank();
  }
}
