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
import orderimport.cli.CommandLineRun.Place;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can read what the program keeps of people. */
class DataDirTest {
  private static Path open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.setPosixFilePermissions(folder, fromString("rwxr-xr-x"));
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<Path> readableByOthers(Path dataDir) throws IOException {
    try (Stream<Path> all = Files.list(dataDir)) {
      return all.filter(
              path -> {
                try {
                  return !rights(path).endsWith("------");
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              })
          .toList();
    }
  }

  @Test
  void in_a_folder_that_others_can_read_what_it_keeps_is_private() throws IOException {
    Place place = Place.empty(TestDatabase.database());
    Path folder = place.workingDirectory();
    Path data = open(folder.resolve("data"));
    Path others = open(data.resolve("of-others"));
    open(data.resolve("reports"));
    open(data.resolve("reports/7"));
    Files.createFile(data.resolve("sandbox.jsonl"), asFileAttribute(fromString("rw-r--r--")));
    place.write(
        "a.csv",
        "carrier,order_ref,type,address.address,address.zip,address.city",
        "telecomx,PRIVATE-1,DSL,Storegade 1,8000,Aarhus");

    CommandLineRun run = place.run("import", "a.csv");

    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.err()).doesNotContain("read by others");
    assertThat(rights(data)).as("it is not ours alone").isEqualTo("rwxr-xr-x");
    assertThat(readableByOthers(data)).containsExactly(others);
    assertThat(data.resolve("reports/1/result.xlsx")).exists();
    assertThat(rights(data.resolve("logs"))).isEqualTo("rwx------");
    assertThat(rights(data.resolve("sandbox.jsonl"))).isEqualTo("rw-------");

    Path second = open(folder.resolve("second"));
    place.write(
        "b.csv",
        "carrier,order_ref,type,address.address,address.zip,address.city",
        "telecomx,PRIVATE-2,DSL,Storegade 1,8000,Aarhus");
    assertThat(place.run("import", "b.csv", "--data-dir", second).code()).isZero();
    assertThat(second.resolve("sandbox.jsonl")).exists();
    assertThat(readableByOthers(second)).isEmpty();
  }

  @Test
  void new_folders_are_private(@TempDir Path folder) throws IOException {
    Path data = open(folder.resolve("data"));

    DataDir.prepare(data);

    assertThat(readableByOthers(data)).isEmpty();
    assertThat(DataDir.prepare(data)).isEmpty();
  }
}
