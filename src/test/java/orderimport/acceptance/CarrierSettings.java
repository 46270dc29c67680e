package orderimport.acceptance;

import java.util.Arrays;
import java.util.stream.Stream;

/** The files in {@code job-config} as a user writes them for the counterparts. */
final class CarrierSettings {
  private CarrierSettings() {}

  static Workplace telecomx(Workplace workplace, TelecomXCounterpart telecomx, String... more) {
    return workplace
        .variable("TELECOMX_PASSWORD", TelecomXCounterpart.PASSWORD)
        .carrier("telecomx", with(more, login(telecomx)));
  }

  /** The form that orders offers, which has the same address and login. */
  static Workplace telecomxOffer(
      Workplace workplace, TelecomXCounterpart telecomx, String... more) {
    return workplace.carrier("telecomx-offer", with(more, login(telecomx)));
  }

  private static String[] login(TelecomXCounterpart telecomx) {
    return new String[] {
      "base-url: " + telecomx.url(),
      "auth: {type: login, login-path: /auth/login, username: %s,"
          .formatted(TelecomXCounterpart.USER),
      "  password: \"${TELECOMX_PASSWORD}\", present-as: {query: token}}",
      "zone: UTC"
    };
  }

  static Workplace granite(Workplace workplace, GraniteCounterpart granite, String... more) {
    return workplace
        .variable("GRANITE_SECRET", TokenEndpoint.SECRET)
        .carrier(
            "granite",
            with(
                more,
                "base-url: " + granite.url(),
                "auth: {type: oauth2, token-url: \"%s\", client-id: \"%s\","
                    .formatted(granite.tokens().tokenUrl(), TokenEndpoint.CLIENT),
                "  client-secret: \"${GRANITE_SECRET}\", scope: \"%s\"}"
                    .formatted(TokenEndpoint.SCOPE),
                "zone: America/New_York"));
  }

  static Workplace globalconnect(
      Workplace workplace, GlobalConnectCounterpart globalconnect, String... more) {
    return workplace
        .variable("GLOBALCONNECT_PASSWORD", GlobalConnectCounterpart.PASSWORD)
        .carrier(
            "globalconnect",
            with(
                more,
                "base-url: " + globalconnect.url(),
                "auth: {type: basic, username: %s, password: \"${GLOBALCONNECT_PASSWORD}\"}"
                    .formatted(GlobalConnectCounterpart.USER),
                "zone: Europe/Oslo"));
  }

  private static String[] with(String[] more, String... lines) {
    return Stream.concat(Arrays.stream(lines), Arrays.stream(more)).toArray(String[]::new);
  }
}
