package orderimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A data folder, looked at from outside. */
record DataFolder(Path path) {

  /** Where the programs need not be unpacked once more. */
  static DataFolder in(Path folder) {
    new DataFolder(TestDatabase.EMBEDDED_FOLDER).open().close();
    try {
      Path data = folder.resolve("data");
      Path postgres = Files.createDirectories(data.resolve("postgres"));
      Files.createSymbolicLink(
          postgres.resolve("postgresql-" + PostgresDistribution.VERSION),
          TestDatabase.EMBEDDED_FOLDER
              .resolve("postgres/postgresql-" + PostgresDistribution.VERSION)
              .toAbsolutePath());
      return new DataFolder(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where PostgreSQL's programs are unpacked. */
  Path programs() {
    return path.resolve("postgres/postgresql-" + PostgresDistribution.VERSION);
  }

  EmbeddedPostgres open() {
    return EmbeddedPostgres.open(path);
  }

  Path cluster() {
    return path.resolve("postgres/cluster");
  }

  Optional<Postmaster> postmaster() {
    try {
      Path real = cluster().toRealPath();
      return Postmaster.namedIn(real).filter(named -> named.isAlive() && named.serves(real));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(file)));
  }

  static JdbcClient sql(EmbeddedPostgres postgres) {
    return JdbcClient.create(
        new DriverManagerDataSource(postgres.jdbcUrl(), postgres.username(), postgres.password()));
  }

  static Connection connect(EmbeddedPostgres postgres, String password) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), password);
  }
}
