package orderimport.sandbox;

import com.sun.net.httpserver.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.sandbox.IssuedTokens.Validity;
import org.jspecify.annotations.Nullable;

/**
 * Checks the token of a request to a carrier's stub.
 *
 * <p>A token that the sandbox issued is valid until it expires. Another one is accepted in a
 * header, unless the carrier's {@code auth} in the sandbox's own settings is a login, and in the
 * address only if that is a bearer token.
 */
final class Credentials {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer\\s+(\\S+)");

  /** What order-import sends to its built-in sandbox if no token is configured. */
  private static final String PLACEHOLDER = "sandbox";

  private final CarrierStub carrierStub;
  private final Auth auth;
  private final IssuedTokens issuedTokens;
  private final Set<String> parameterNames;

  Credentials(CarrierStub carrierStub, Auth auth, IssuedTokens issuedTokens) {
    this.carrierStub = carrierStub;
    this.auth = auth;
    this.issuedTokens = issuedTokens;
    this.parameterNames =
        Stream.of(carrierStub.tokenParameter(), auth.presentAs().query())
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The response to a request that lacks a valid token; null to admit it. */
  @Nullable StubResponse reject(Headers headers, Map<String, String> parameters) {
    String inAddress =
        parameterNames.stream()
            .map(parameters::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    String token = inAddress == null ? inHeader(headers) : inAddress;
    boolean required = carrierStub.requiresBearerToken() || auth.type() == AuthType.LOGIN;
    if (token == null) {
      return required ? carrierStub.unauthorized(false) : null;
    }
    Validity validity = issuedTokens.check(token);
    boolean accepted =
        validity == Validity.VALID
            || validity == Validity.UNKNOWN && acceptsUnknown(token, inAddress != null);
    return accepted ? null : carrierStub.unauthorized(validity == Validity.EXPIRED);
  }

  private boolean acceptsUnknown(String token, boolean inAddress) {
    return token.equals(PLACEHOLDER)
        || (inAddress ? auth.type() == AuthType.BEARER : auth.type() != AuthType.LOGIN);
  }

  private @Nullable String inHeader(Headers headers) {
    String name = auth.presentAs().header().strip();
    if (!name.isEmpty()) {
      return headers.getFirst(name);
    }
    String authorization = headers.getFirst("Authorization");
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
    return bearer.matches() ? bearer.group(1) : null;
  }

  /** The parameters of a request except for the token. */
  Map<String, String> others(Map<String, String> parameters) {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.keySet().removeAll(parameterNames);
    return others;
  }
}
