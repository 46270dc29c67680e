package orderimport.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.util.FileSystemUtils;

/**
 * The files of the server in the data directory (a cluster, as PostgreSQL calls it) and its
 * password.
 */
record PostgresFiles(PrivateDirectory folder, Path path, String password) {
  static final String USER = "order_import";
  private static final String MAJOR_VERSION =
      PostgresDistribution.VERSION.substring(0, PostgresDistribution.VERSION.indexOf('.'));
  private static final String PASSWORD_FILE = "password";

  /**
   * Creates the files if they do not exist. The caller ensures that only one process does so at a
   * time.
   */
  static PostgresFiles in(PrivateDirectory folder, PostgresBinaries binaries) {
    Path path = folder.resolve("cluster");
    try {
      boolean exists = Files.exists(path);
      if (!Files.exists(folder.resolve(PASSWORD_FILE))) {
        if (exists) {
          throw damaged(path, "its file 'password' is missing");
        }
        folder.write(PASSWORD_FILE, randomPassword());
      }
      PostgresFiles files =
          new PostgresFiles(folder, path, Files.readString(folder.resolve(PASSWORD_FILE)));
      if (!exists) {
        files.create(binaries);
      }
      files.checkVersion();
      return files;
    } catch (IOException e) {
      throw folder.unusable(e);
    }
  }

  private void create(PostgresBinaries binaries) throws IOException {
    Path part = folder.resolve("cluster.part");
    FileSystemUtils.deleteRecursively(part);
    PostgresBinaries.Finished initdb =
        binaries.run(
            "initdb",
            "--pgdata=" + part,
            "--username=" + USER,
            "--pwfile=" + folder.resolve(PASSWORD_FILE),
            "--auth=scram-sha-256",
            // The password is random, so that hashing it many times at each connection adds
            // nothing.
            "--set=scram_iterations=1",
            "--encoding=UTF8",
            // The same on every system, and independent of its upgrades.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions");
    if (!initdb.succeeded()) {
      throw PostgresErrors.explain(initdb.output(), folder)
          .orElseGet(
              () ->
                  new DatabaseUnavailableException(
                      "The database could not be set up in %s: %s"
                          .formatted(folder.path(), PostgresErrors.lastLines(initdb.output()))));
    }
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Writes the settings at each start, so that those of a new release also apply to existing
   * clusters.
   */
  void writeSettings() throws IOException {
    PrivateDirectory files = new PrivateDirectory(path);
    try (InputStream settings = PostgresFiles.class.getResourceAsStream("postgresql.conf")) {
      if (settings == null) {
        throw new IllegalStateException("Missing on the class path: postgresql.conf");
      }
      files.write("postgresql.conf", new String(settings.readAllBytes(), StandardCharsets.UTF_8));
    }
    files.write("pg_hba.conf", "host all all 127.0.0.1/32 scram-sha-256\n");
  }

  private void checkVersion() throws IOException {
    Path file = path.resolve("PG_VERSION");
    if (!Files.exists(file)) {
      throw damaged(path, "its file PG_VERSION is missing");
    }
    String version = Files.readString(file).strip();
    if (!version.equals(MAJOR_VERSION)) {
      throw new DatabaseUnavailableException(
          ("The database in %s was created by PostgreSQL %s, but this order-import includes version %s."
                  + " Use the order-import that created it, or choose another folder with --data-dir.")
              .formatted(path, version, MAJOR_VERSION));
    }
  }

  private static DatabaseUnavailableException damaged(Path path, String what) {
    return new DatabaseUnavailableException(
        ("The database in %s is damaged: %s. Restore the data directory from a backup, or choose another"
                + " one with --data-dir.")
            .formatted(path, what));
  }

  private static String randomPassword() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Omits the password. */
  @Override
  public String toString() {
    return path.toString();
  }
}
