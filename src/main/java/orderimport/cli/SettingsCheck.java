package orderimport.cli;

import java.util.List;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.OrderImportProperties;
import orderimport.inbox.InboxesProperties;
import orderimport.notification.NotificationProperties;
import orderimport.retention.RetentionProperties;
import orderimport.spreadsheet.Limits;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks the settings of a command before the database starts, which takes longer. */
record SettingsCheck(ConfigLocations files, ConfigurableEnvironment environment) {

  /**
   * Checks all settings and applies the precedence of rate limits.
   *
   * @return warnings, in whole sentences
   * @throws InvalidConfigurationException if a setting is wrong; the message names the setting,
   *     file and line
   */
  List<String> check() {
    ProfileCheck profiles = new ProfileCheck(files, environment);
    profiles.requireSettings();
    VerbatimKeys.apply(environment);
    new UnknownPropertyCheck(Carriers.registered()).check(environment);
    List<String> warnings = profiles.withoutEffect();
    RateLimitPrecedence.apply(environment);
    SharedSettings.apply(environment, Carriers.registered());
    try {
      bind();
    } catch (BindException e) {
      throw new InvalidConfigurationException(BindErrorMessages.explain(e, environment), e);
    }
    return warnings;
  }

  private void bind() {
    Binder binder = Binder.get(environment);
    OrderImportProperties settings =
        binder.bindOrCreate("order-import", OrderImportProperties.class);
    binder.bind("order-import.limits", Limits.class);
    InboxesProperties.from(environment);
    NotificationProperties notifications =
        binder.bindOrCreate("order-import.notifications", NotificationProperties.class);
    new SslBundleCheck(environment).check(settings, notifications);
    binder.bind("order-import.retention", RetentionProperties.class);
  }
}
