package orderimport.web.security;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import orderimport.database.ConditionalOnExternalDatabase;
import orderimport.web.WebProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
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

  /** The hash of the first password, in a database that several servers share. */
  @Bean
  @ConditionalOnExternalDatabase
  SharedPasswordHash sharedPasswordHash(DataSource dataSource) {
    return new SharedPasswordHash(dataSource);
  }

  @Bean
  @DependsOnDatabaseInitialization
  FirstPassword firstPassword(
      WebProperties settings,
      ObjectProvider<ClientRegistrationRepository> openId,
      PasswordEncoder encoder,
      ObjectProvider<SharedPasswordHash> shared,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    boolean needed = settings.users().isEmpty() && openId.getIfAvailable() == null;
    if (!needed) {
      return FirstPassword.NOT_NEEDED;
    }
    PasswordHashFile file = new PasswordHashFile(dataDir.resolve("web"));
    SharedPasswordHash database = shared.getIfAvailable();
    return FirstPassword.loadOrGenerate(database == null ? file : database, encoder);
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
}
