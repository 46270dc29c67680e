package orderimport.web.security;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.time.Duration;
import java.util.UUID;
import orderimport.database.ConditionalOnExternalDatabase;
import orderimport.order.Ledger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.Deserializer;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * Keeps the sessions of the page in a database that several servers share (ADR 0025). With the
 * embedded database they stay in the memory of the server.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExternalDatabase
@EnableJdbcHttpSession
class SharedSessions {
  private static final Logger log = LoggerFactory.getLogger(SharedSessions.class);

  /** A user who can write to the database must not choose which classes are loaded. */
  private static final ObjectInputFilter CLASSES =
      ObjectInputFilter.Config.createFilter(
          "java.**;org.springframework.security.**;org.springframework.util.**;"
              + "org.springframework.web.servlet.FlashMap;orderimport.web.**;!*");

  private static final int LENGTH_OF_NAME = 8;

  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> upserts() {
    return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
  }

  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> timeoutAndFormat(
      @Value("${server.servlet.session.timeout}") Duration timeout) {
    return sessions -> {
      sessions.setDefaultMaxInactiveInterval(timeout);
      sessions.setConversionService(conversions());
    };
  }

  @SuppressWarnings("NullAway") // The type of the converter may be null, which NullAway overlooks.
  private static ConversionService conversions() {
    GenericConversionService conversions = new GenericConversionService();
    conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
    conversions.addConverter(byte[].class, Object.class, SharedSessions::read);
    return conversions;
  }

  /** Returns null for what another version has written: its user logs in again. */
  private static @Nullable Object read(byte[] bytes) {
    Deserializer<Object> deserializer =
        stream -> {
          ObjectInputStream objects = new ObjectInputStream(stream);
          objects.setObjectInputFilter(CLASSES);
          try {
            return objects.readObject();
          } catch (ClassNotFoundException e) {
            throw new IOException(e);
          }
        };
    try {
      return deserializer.deserializeFromByteArray(bytes);
    } catch (IOException e) {
      log.warn("A part of a session cannot be read; its user may have to log in again", e);
      return null;
    }
  }

  @Bean
  @Primary
  <S extends Session> SessionRepository<S> sessionsOnErrorPages(
      JdbcIndexedSessionRepository sessions) {
    @SuppressWarnings("unchecked") // The class of its sessions is not public.
    SessionRepository<S> repository = (SessionRepository<S>) (SessionRepository<?>) sessions;
    return new SessionsOnErrorPages<>(repository);
  }

  /**
   * Not named after the port, as each server has its own, but after the database. The web server
   * creates it before all other beans.
   */
  @Bean
  @DependsOnDatabaseInitialization
  CookieSerializer cookieSerializer(Ledger ledger) {
    UUID installation = ledger.installation();
    DefaultCookieSerializer cookies = new DefaultCookieSerializer();
    cookies.setCookieName("order-import-" + installation.toString().substring(0, LENGTH_OF_NAME));
    return cookies;
  }

  /** Also for the error page, which names the user. */
  @Bean
  FilterRegistrationBean<SessionRepositoryFilter<?>> sessionFilter(
      SessionRepositoryFilter<?> filter) {
    FilterRegistrationBean<SessionRepositoryFilter<?>> registration =
        new FilterRegistrationBean<>(filter);
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
    registration.setDispatcherTypes(
        DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    return registration;
  }
}
