package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Shifts the real program's clock by the duration in the system property {@code clock.skew}, or by
 * the one in the file that {@code clock.file} names, which is read each time.
 */
public final class WrongClock
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String skew = System.getProperty("clock.skew");
    String file = System.getProperty("clock.file");
    if (skew == null && file == null) {
      return;
    }
    context
        .getBeanFactory()
        .addBeanPostProcessor(
            new BeanPostProcessor() {
              @Override
              public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock ? shifted(clock, skew, file) : bean;
              }
            });
  }

  private static Clock shifted(Clock clock, @Nullable String skew, @Nullable String file) {
    if (skew != null) {
      return Clock.offset(clock, Duration.parse(skew));
    }
    return new FollowingClock(clock, Path.of(String.valueOf(file)));
  }

  /** A clock that is moved by a file. */
  private static final class FollowingClock extends Clock {
    private final Clock clock;
    private final Path file;

    private FollowingClock(Clock clock, Path file) {
      this.clock = clock;
      this.file = file;
    }

    @Override
    public Instant instant() {
      try {
        return clock.instant().plus(Duration.parse(Files.readString(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return new FollowingClock(clock.withZone(zone), file);
    }
  }
}
