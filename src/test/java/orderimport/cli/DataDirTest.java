package orderimport.cli;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File permissions of the data directory, which holds personal data. */
class DataDirTest {
  private static Path createWorldReadable(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.setPosixFilePermissions(folder, fromString("rwxr-xr-x"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<Path> readableByOthers(Path dataDir) throws IOException {
    try (Stream<Path> all = Files.list(dataDir)) {
      return all.filter(
              path -> {
                try {
                  return !permissions(path).endsWith("------");
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              })
          .toList();
    }
  }

  @Test
  void files_are_private_in_a_folder_that_others_can_read() throws IOException {
    Workspace workspace = Workspace.empty(TestDatabase.database());
    Path folder = workspace.workingDirectory();
    Path data = createWorldReadable(folder.resolve("data"));
    Path others = createWorldReadable(data.resolve("of-others"));
    createWorldReadable(data.resolve("reports"));
    createWorldReadable(data.resolve("reports/7"));
    Files.createFile(data.resolve("sandbox.jsonl"), asFileAttribute(fromString("rw-r--r--")));
    workspace.write(
        "a.csv",
        "carrier,order_ref,type,address.address,address.zip,address.city",
        "telecomx,PRIVATE-1,DSL,Storegade 1,8000,Aarhus");

    CommandLineRun run = workspace.run("import", "a.csv");

    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.err()).doesNotContain("read by others");
    assertThat(permissions(data))
        .as("a folder shared with others keeps its permissions")
        .isEqualTo("rwxr-xr-x");
    assertThat(readableByOthers(data)).containsExactly(others);
    assertThat(data.resolve("reports/1/result.xlsx")).exists();
    assertThat(permissions(data.resolve("logs"))).isEqualTo("rwx------");
    assertThat(permissions(data.resolve("sandbox.jsonl"))).isEqualTo("rw-------");

    Path second = createWorldReadable(folder.resolve("second"));
    workspace.write(
        "b.csv",
        "carrier,order_ref,type,address.address,address.zip,address.city",
        "telecomx,PRIVATE-2,DSL,Storegade 1,8000,Aarhus");
    assertThat(workspace.run("import", "b.csv", "--data-dir", second).code()).isZero();
    assertThat(second.resolve("sandbox.jsonl")).exists();
    assertThat(readableByOthers(second)).isEmpty();
  }

  @Test
  void new_folders_are_private(@TempDir Path folder) throws IOException {
    Path data = createWorldReadable(folder.resolve("data"));

    DataDir.prepare(data);

    assertThat(readableByOthers(data)).isEmpty();
    assertThat(DataDir.prepare(data)).isEmpty();
  }
}
