package orderimport.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Conditional;

/** Registers beans only if spring.datasource.url names a server, which other machines may share. */
@Conditional(ConditionalOnExternalDatabase.OnDatasourceUrl.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ConditionalOnExternalDatabase {

  /** The opposite of {@link OnNoDatasourceUrl}. */
  class OnDatasourceUrl extends NoneNestedConditions {
    OnDatasourceUrl() {
      super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @Conditional(OnNoDatasourceUrl.class)
    static class Embedded {}
  }
}
