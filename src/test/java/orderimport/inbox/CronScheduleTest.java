package orderimport.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.inbox.InboxProperties.MisfirePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {
  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 2 * * *      | 2026-11-21T01:00:00Z | 2026-11-22T00:59:59Z |                      | 0
          0 0 2 * * *      | 2026-11-21T01:00:00Z | 2026-11-22T01:00:00Z | 2026-11-22T01:00:00Z | 0
          0 0 2 * * *      | 2026-11-18T01:00:00Z | 2026-11-22T12:00:00Z | 2026-11-22T01:00:00Z | 3
          0 30 2 * * *     | 2026-03-28T12:00:00Z | 2026-03-29T12:00:00Z | 2026-03-29T01:30:00Z | 0
          0 30 2 * * *     | 2026-10-24T12:00:00Z | 2026-10-25T12:00:00Z | 2026-10-25T00:30:00Z | 0
          0 0 * * * *      | 2026-03-28T23:30:00Z | 2026-03-29T02:30:00Z | 2026-03-29T02:00:00Z | 2
          0 0 6 * * MON-FRI| 2026-11-20T05:00:00Z | 2026-11-22T12:00:00Z |                      | 0
          """)
  void due_times_are_found_across_daylight_saving_changes(
      String cron,
      Instant after,
      Instant until,
      @org.jspecify.annotations.Nullable Instant last,
      int before) {
    assertThat(CronSchedule.of(cron.strip(), OSLO).between(after, until))
        .isEqualTo(
            last == null
                ? java.util.Optional.empty()
                : java.util.Optional.of(new CronSchedule.DueTime(last, before)));
  }

  @Test
  void only_the_last_of_very_many_due_times_matters() {
    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    assertThat(CronSchedule.of("* * * * * *", OSLO).between(now.minusSeconds(1_000_000), now))
        .hasValueSatisfying(dueTime -> assertThat(dueTime.last()).isEqualTo(now));
  }

  @Test
  void an_inbox_is_bound_from_its_configuration() {
    InboxProperties inbox =
        Settings.read(
            Path.of("in"),
            """
            cron=0 0 2 * * *
            zone=Europe/Oslo
            misfire=notify
            hold=true
            carrier=granite
            hidden-rows=skip
            to=a@example.com, b@example.com
            """);

    assertThat(inbox.name()).isEqualTo("in");
    assertThat(inbox.misfire()).isEqualTo(MisfirePolicy.NOTIFY);
    assertThat(inbox.options().hold()).isTrue();
    assertThat(inbox.options().carrier()).isEqualTo("granite");
    assertThat(inbox.to()).containsExactly("a@example.com", "b@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cron=2 o'clock     | six fields
          carrier=acme       | no carrier acme
          encoding=ebcdic-99 | no encoding
          delimiter=;;       | one character
          to=operators       | mail addresses
          """)
  void an_invalid_setting_is_reported(String setting, String message) {
    assertThatThrownBy(() -> Settings.read(Path.of("in"), setting))
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }
}
