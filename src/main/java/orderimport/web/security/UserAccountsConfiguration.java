package orderimport.web.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orderimport.web.WebProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Users who log in with a password: the configured ones, or else a generated administrator. */
@Configuration(proxyBeanMethods = false)
class UserAccountsConfiguration {
  private static final String ADMIN = "admin";

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  FirstPassword firstPassword(
      WebProperties settings,
      ObjectProvider<ClientRegistrationRepository> openId,
      PasswordEncoder encoder,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    boolean needed = settings.users().isEmpty() && openId.getIfAvailable() == null;
    return needed
        ? FirstPassword.loadOrGenerate(dataDir.resolve("web"), encoder)
        : FirstPassword.NOT_NEEDED;
  }

  @Bean
  InMemoryUserDetailsManager users(WebProperties settings, FirstPassword first) {
    List<UserDetails> users = new ArrayList<>();
    settings.users().forEach(user -> users.add(user(user.name(), user.password(), user.roles())));
    first.hash().ifPresent(hash -> users.add(user(ADMIN, hash, Set.of(Role.values()))));
    return new InMemoryUserDetailsManager(users);
  }

  private static UserDetails user(String name, String hash, Set<Role> roles) {
    return User.withUsername(name)
        .password(hash)
        .authorities(roles.stream().map(Role::authority).toList())
        .build();
  }

  /**
   * The password of the user {@code admin}, which the first start generates.
   *
   * @param hash the stored hash; empty if there are other ways to log in
   * @param generated the password itself; empty except at the start that generated it
   */
  record FirstPassword(Optional<String> hash, Optional<String> generated) {
    static final FirstPassword NOT_NEEDED = new FirstPassword(Optional.empty(), Optional.empty());

    static FirstPassword loadOrGenerate(Path folder, PasswordEncoder encoder) {
      Path file = folder.resolve("admin-password-hash");
      try {
        if (Files.exists(file)) {
          return new FirstPassword(Optional.of(Files.readString(file).strip()), Optional.empty());
        }
        byte[] random = new byte[15];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Arrays.fill(random, (byte) 0);
        String hash = String.valueOf(encoder.encode(password));
        Files.createDirectories(folder);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, hash + "\n");
        return new FirstPassword(Optional.of(hash), Optional.of(password));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The hash of the generated password cannot be read or written: " + file, e);
      }
    }

    @Override
    public String toString() {
      return "FirstPassword";
    }
  }
}
