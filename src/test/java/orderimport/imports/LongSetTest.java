package orderimport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LongSetTest {

  @Property
  void it_contains_what_was_added(
      @ForAll @Size(max = 500) List<@LongRange(min = -200, max = 200) Long> some,
      @ForAll @Size(max = 500) List<Long> others) {
    Set<Long> expected = new HashSet<>();
    LongSet set = new LongSet();

    for (Long number : some) {
      assertThat(set.add(number)).isEqualTo(expected.add(number));
    }
    for (Long number : others) {
      assertThat(set.contains(number)).isEqualTo(expected.contains(number));
    }
    assertThat(set.size()).isEqualTo(expected.size());
  }

  @Property
  void common_numbers_are_counted(
      @ForAll @Size(max = 300) Set<@LongRange(min = -200, max = 200) Long> one,
      @ForAll @Size(max = 300) Set<@LongRange(min = -200, max = 200) Long> other) {
    Set<Long> common = new HashSet<>(one);
    common.retainAll(other);

    assertThat(set(one).common(set(other))).isEqualTo(common.size());
  }

  private static LongSet set(Set<Long> numbers) {
    LongSet set = new LongSet();
    numbers.forEach(set::add);
    return set;
  }
}
