package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The deployment files and the package that installs them match the program, systemd and
 * Kubernetes.
 */
class DeploymentFilesTest {
  private static final Path FOLDER = Path.of("src", "docs", "deployment");
  private static final Path CONTROL = Path.of("src", "release", "deb", "control");

  /** The command as the Debian package installs it. */
  private static final String COMMAND = "/usr/bin/order-import";

  private static void assertValidCommand(List<String> arguments) {
    assertThatCode(
            () ->
                Main.commandLine(new RootCommand(new Shutdown()))
                    .parseArgs(arguments.toArray(new String[0])))
        .as(arguments.toString())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order-import.service",
        "order-import-inbox.service",
        "order-import-worker.service"
      })
  void each_unit_starts_an_existing_command(String unit) throws IOException {
    List<String> starts =
        Files.readAllLines(FOLDER.resolve(unit)).stream()
            .filter(line -> line.startsWith("ExecStart="))
            .toList();

    assertThat(starts).hasSize(1);
    List<String> arguments = Arrays.asList(starts.get(0).split(" "));
    assertThat(arguments).first().isEqualTo("ExecStart=" + COMMAND);
    assertValidCommand(arguments.subList(1, arguments.size()));
  }

  @Test
  void systemd_accepts_the_units(@TempDir Path copies) throws Exception {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/systemd-analyze")) || System.getenv("CI") != null,
        "systemd is not installed");
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify"));
    for (String unit :
        List.of(
            "order-import.service",
            "order-import-inbox.service",
            "order-import-inbox.timer",
            "order-import-worker.service")) {
      Path copy = copies.resolve(unit);
      // With a program and a user that exist on this machine.
      Files.writeString(
          copy,
          Files.readString(FOLDER.resolve(unit))
              .replace("ExecStart=" + COMMAND, "ExecStart=/bin/true")
              .replace("User=order-import", "User=root"));
      command.add(copy.toString());
    }

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("order-import");
  }

  @Test
  void kubernetes_manifests_match_the_api_and_start_existing_commands() throws IOException {
    List<Object> manifests = new ArrayList<>();
    for (String file : List.of("cronjob.yaml", "kubernetes.yaml")) {
      manifests.addAll(readManifests(Files.readString(FOLDER.resolve(file))));
    }
    List<V1PodTemplateSpec> templates =
        manifests.stream().flatMap(DeploymentFilesTest::podTemplate).toList();

    assertThat(templates).hasSize(3);
    for (V1PodTemplateSpec template : templates) {
      assertThat(template.getSpec().getContainers()).hasSize(1);
      assertValidCommand(template.getSpec().getContainers().get(0).getArgs());
    }
    List<Map<String, String>> labels =
        manifests.stream()
            .filter(V1Deployment.class::isInstance)
            .flatMap(DeploymentFilesTest::podTemplate)
            .map(template -> template.getMetadata().getLabels())
            .toList();
    assertThat(manifests.stream().flatMap(DeploymentFilesTest::selector))
        .hasSize(5)
        .allSatisfy(selector -> assertThat(labels).contains(selector));
  }

  @ParameterizedTest
  @CsvSource({
    "readinessProbe:, readynessProbe:",
    "minAvailable:, minAvailble:",
    "', key: database-password', ''",
    "2Gi, 2Gibi",
    "replicas: 2, replicas: two",
    "policy/v1, policy/v1beta1"
  })
  void a_mistake_in_a_kubernetes_manifest_is_found(String correct, String mistake)
      throws IOException {
    String manifest = Files.readString(FOLDER.resolve("kubernetes.yaml"));

    assertThat(manifest).contains(correct);
    assertThatThrownBy(() -> readManifests(manifest.replace(correct, mistake)))
        .isInstanceOf(RuntimeException.class);
  }

  /** Reads objects as the types of the Kubernetes API do, strictly. */
  private static List<Object> readManifests(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Object> manifests = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      JsonNode object = JsonMapper.shared().valueToTree(document);
      String kind = object.path("apiVersion").asString() + " " + object.path("kind").asString();
      manifests.add(
          JSON.getGson()
              .fromJson(
                  object.toString(),
                  switch (kind) {
                    case "apps/v1 Deployment" -> V1Deployment.class;
                    case "batch/v1 CronJob" -> V1CronJob.class;
                    case "policy/v1 PodDisruptionBudget" -> V1PodDisruptionBudget.class;
                    case "v1 Service" -> V1Service.class;
                    default -> throw new IllegalArgumentException("Unknown: " + kind);
                  }));
    }
    return manifests;
  }

  private static Stream<V1PodTemplateSpec> podTemplate(Object manifest) {
    if (manifest instanceof V1Deployment deployment) {
      return Stream.of(deployment.getSpec().getTemplate());
    }
    return manifest instanceof V1CronJob job
        ? Stream.of(job.getSpec().getJobTemplate().getSpec().getTemplate())
        : Stream.empty();
  }

  /** The labels of the pods that an object refers to. */
  private static Stream<Map<String, String>> selector(Object manifest) {
    if (manifest instanceof V1Deployment deployment) {
      return Stream.of(deployment.getSpec().getSelector().getMatchLabels());
    }
    if (manifest instanceof V1PodDisruptionBudget budget) {
      return Stream.of(budget.getSpec().getSelector().getMatchLabels());
    }
    return manifest instanceof V1Service service
        ? Stream.of(service.getSpec().getSelector())
        : Stream.empty();
  }

  @Test
  void the_package_installs_what_its_units_and_scripts_refer_to() throws Exception {
    Element release = parse(Path.of("pom.xml"));
    Map<String, String> links = new HashMap<>();
    for (Element link : elements(release, "linkName")) {
      links.put(link.getTextContent(), sibling(link, "linkTarget"));
    }
    String launcher = Files.readString(Path.of("order-import"));
    String home = setting(launcher, "package");
    List<String> installed = texts(release, "dst");
    List<String> folders = texts(release, "prefix");

    assertThat(Path.of(COMMAND).resolveSibling(links.get(COMMAND)).normalize())
        .hasToString(home + "/order-import");
    assertThat(installed).contains(home + "/order-import");
    assertThat(links.get(home + "/job-config")).isEqualTo("/etc/order-import").isIn(folders);
    assertThat(folders).contains(home + "/app", "/usr/lib/systemd/system");
    assertThat(
            Stream.concat(texts(release, "src").stream(), texts(release, "path").stream())
                .filter(path -> path.startsWith("${project.basedir}/"))
                .map(path -> Path.of(path.substring("${project.basedir}/".length()))))
        .isNotEmpty()
        .allMatch(Files::exists);
    String postinst = Files.readString(CONTROL.resolve("postinst"));
    for (String unit : List.of("order-import.service", "order-import-inbox.service")) {
      String text = Files.readString(FOLDER.resolve(unit));
      assertThat(setting(text, "User")).isEqualTo(setting(launcher, "service"));
      assertThat(setting(text, "EnvironmentFile")).isEqualTo("-/etc/order-import/secrets");
      assertThat(installed).contains("/etc/order-import/secrets");
      assertThat(postinst)
          .contains(" " + setting(text, "WorkingDirectory") + "\n")
          .contains(" " + setting(text, "ReadWritePaths").replaceFirst("^-", "") + "\n");
    }
  }

  @Test
  void the_archive_includes_only_existing_files() throws Exception {
    Element archive = parse(Path.of("src", "release", "archive.xml"));

    assertThat(
            Stream.concat(texts(archive, "include").stream(), texts(archive, "source").stream())
                .filter(path -> !path.startsWith("${project.build."))
                .map(path -> Path.of(path.replaceFirst("/\\*\\*$", ""))))
        .hasSizeGreaterThan(5)
        .allMatch(Files::exists);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postinst", "prerm", "postrm"})
  void the_package_scripts_are_valid_shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-n", CONTROL.resolve(script).toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
  }

  private static Element parse(Path xml) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(xml.toFile())
        .getDocumentElement();
  }

  private static List<Element> elements(Element root, String name) {
    NodeList nodes = root.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<String> texts(Element root, String name) {
    return elements(root, name).stream().map(Element::getTextContent).toList();
  }

  private static String sibling(Element element, String name) {
    return texts((Element) element.getParentNode(), name).get(0);
  }

  /** The value of a line NAME=VALUE. */
  private static String setting(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + name));
  }
}
