package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableFolderTest {
  private final Path temp;

  UnusableFolderTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void a_file_is_rejected_as_data_directory() throws IOException {
    Path file = Files.createFile(temp.resolve("data"));

    assertThatThrownBy(() -> EmbeddedPostgres.open(file))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining(file + " is a file, not a folder")
        .hasMessageContaining("--data-dir");
  }

  @Test
  void a_read_only_folder_is_named() throws IOException {
    Path folder =
        Files.createDirectory(
            temp.resolve("data"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));

    try (AnotherProgram program = AnotherProgram.withoutPrivileges(folder)) {
      assertThat(program.readLine())
          .contains("you may not write to " + folder)
          .contains("--data-dir");
    }
  }

  @Test
  void the_server_runs_for_a_normal_user() {
    DataFolder folder = DataFolder.in(temp);

    try (AnotherProgram program = AnotherProgram.withoutPrivileges(folder.path())) {
      assertThat(program.readLine()).startsWith(AnotherProgram.OPEN);
      program.requestClose();
    }
    assertThat(folder.postmaster()).isEmpty();
  }

  @Test
  void a_name_with_shell_syntax_is_rejected() {
    assertThatThrownBy(() -> EmbeddedPostgres.open(temp.resolve("$(touch x)")))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("quotation mark");
  }

  @Test
  void the_database_of_another_major_version_is_rejected() throws IOException {
    DataFolder folder = cluster("15");

    assertThatThrownBy(folder::open)
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("created by PostgreSQL 15");
  }

  @Test
  void a_damaged_database_is_reported_with_its_log() throws IOException {
    DataFolder folder = cluster("18");

    assertThatThrownBy(folder::open)
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("pg_control")
        .hasMessageContaining("server.log");
  }

  @Test
  void a_database_with_a_missing_password_is_not_overwritten() throws IOException {
    DataFolder folder = cluster("18");
    Files.delete(folder.path().resolve("postgres/password"));

    assertThatThrownBy(folder::open)
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("'password' is missing");
    assertThat(folder.cluster().resolve("PG_VERSION")).exists();
  }

  @Test
  void a_platform_without_binaries_is_referred_to_a_separate_server() {
    assertThat(Platform.of("Mac OS X", "aarch64")).isEqualTo(Platform.MAC_ARM);
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("Windows 11")
        .hasMessageContaining("spring.datasource.url");
  }

  @Test
  void a_build_for_another_platform_names_the_required_file() {
    String archive = Platform.MAC_ARM.archive();
    assumeTrue(getClass().getResource("/" + archive) == null, "This is a build for that platform");
    PrivateDirectory folder = PrivateDirectory.postgresIn(temp);

    assertThatThrownBy(() -> new PostgresDistribution(Platform.MAC_ARM).unpackInto(folder))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining(archive)
        .hasMessageContaining("spring.datasource.url");
    assertThat(temp.resolve("postgres")).isEmptyDirectory();
  }

  /** A cluster that consists only of its version and password. */
  private DataFolder cluster(String version) throws IOException {
    DataFolder folder = DataFolder.in(temp);
    Files.writeString(folder.path().resolve("postgres/password"), "secret");
    Files.createDirectory(
        folder.cluster(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(folder.cluster().resolve("PG_VERSION"), version + "\n");
    return folder;
  }
}
