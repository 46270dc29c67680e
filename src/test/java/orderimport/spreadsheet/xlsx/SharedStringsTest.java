package orderimport.spreadsheet.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SharedStringsTest {

  @Property(tries = 200)
  void every_string_is_found_by_index_compressed_or_not(
      @ForAll @Size(min = 1, max = 300) List<@StringLength(max = 300) String> texts,
      @ForAll @IntRange(max = 20_000) int compressFrom) {
    List<String> wellFormed = texts.stream().map(text -> text.replaceAll("\\p{Cs}", "x")).toList();
    SharedStrings shared = new SharedStrings(compressFrom);
    wellFormed.forEach(shared::add);
    shared.complete();

    for (int round = 0; round < 2; round++) {
      for (int i = texts.size() - 1; i >= 0; i--) {
        assertThat(shared.get(i)).isEqualTo(wellFormed.get(i));
      }
    }
    assertThat(shared.get(texts.size())).isNull();
    assertThat(shared.get(-1)).isNull();
  }
}
