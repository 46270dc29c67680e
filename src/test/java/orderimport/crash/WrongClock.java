package orderimport.crash;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Shifts the real program's clock by the duration in the system property {@code clock.skew}. */
public final class WrongClock
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String skew = System.getProperty("clock.skew");
    if (skew == null) {
      return;
    }
    context
        .getBeanFactory()
        .addBeanPostProcessor(
            new BeanPostProcessor() {
              @Override
              public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock
                    ? Clock.offset(clock, Duration.parse(skew))
                    : bean;
              }
            });
  }
}
