package orderimport.cli;

import java.util.List;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.carrier.SettingException;
import orderimport.inbox.InboxesSettings;
import orderimport.message.MessageSettings;
import orderimport.retention.RetentionSettings;
import orderimport.spreadsheet.Limits;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** The settings of a command, checked before the database is started, which takes longer. */
record Settings(JobConfig files, ConfigurableEnvironment environment) {

  /**
   * Applies our own rules of precedence, and checks everything.
   *
   * @return warnings, in whole sentences
   * @throws SettingException if a setting is wrong; the message names it, its file and its line
   */
  List<String> check() {
    ProfileCheck profiles = new ProfileCheck(files, environment);
    profiles.requireSettings();
    new SettingNames(Carriers.registered()).check(environment);
    List<String> warnings = profiles.withoutEffect();
    RateLimitPrecedence.apply(environment);
    try {
      bind();
    } catch (BindException e) {
      throw new SettingException(WrongSetting.explain(e, environment), e);
    }
    return warnings;
  }

  private void bind() {
    Binder binder = Binder.get(environment);
    binder.bind("order-import", CarriersSettings.class);
    binder.bind("order-import.limits", Limits.class);
    InboxesSettings.from(environment);
    binder.bind("order-import.notifications", MessageSettings.class);
    binder.bind("order-import.retention", RetentionSettings.class);
  }
}
