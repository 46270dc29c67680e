package orderimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A data directory as seen from outside. */
public record DataFolder(Path path) {
  private static final Path PROGRAMS = unpacked();

  /** PostgreSQL's programs, unpacked once for all JVMs of a build to save time. */
  private static Path unpacked() {
    PrivateDirectory folder =
        PrivateDirectory.postgresIn(Path.of("target", "programs").toAbsolutePath());
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      return new PostgresDistribution(
              Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", "")))
          .unpackInto(folder)
          .home();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates one named {@code data} that shares the unpacked programs of PostgreSQL. */
  public static DataFolder in(Path folder) {
    return at(folder.resolve("data"));
  }

  /** Creates one that shares the unpacked programs of PostgreSQL. */
  public static DataFolder at(Path data) {
    try {
      DataFolder folder = new DataFolder(data);
      Files.createDirectories(data.resolve("postgres"));
      if (Files.notExists(folder.programs())) {
        Files.createSymbolicLink(folder.programs(), PROGRAMS);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where PostgreSQL's programs are unpacked. */
  Path programs() {
    return path.resolve("postgres/postgresql-" + PostgresDistribution.VERSION);
  }

  public EmbeddedPostgres open() {
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

  /** Kills the server with its processes, as a power failure does. */
  void kill() {
    postmaster()
        .flatMap(named -> ProcessHandle.of(named.pid()))
        .ifPresent(
            server -> {
              List<ProcessHandle> processes = new ArrayList<>(server.descendants().toList());
              processes.add(0, server);
              processes.forEach(ProcessHandle::destroyForcibly);
              processes.forEach(process -> process.onExit().join());
            });
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
