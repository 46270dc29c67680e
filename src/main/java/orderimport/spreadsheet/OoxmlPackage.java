package orderimport.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;

/** The parts of a zip file by name; names are only ever looked up, they never become paths. */
final class OoxmlPackage implements AutoCloseable {
  private static final int MOST_PARTS = 20_000;

  private final ZipFile zip;
  private final Limits limits;
  private final Map<String, ZipEntry> parts;

  private OoxmlPackage(ZipFile zip, Limits limits, Map<String, ZipEntry> parts) {
    this.zip = zip;
    this.limits = limits;
    this.parts = parts;
  }

  /**
   * @throws UnreadableSpreadsheetException if two parts have one name
   */
  static OoxmlPackage open(Path file, Limits limits) throws IOException {
    return open(new ZipFile(file.toFile()), limits);
  }

  /** Opens a file that nobody else needs: it is deleted at once, or when it is closed at last. */
  static OoxmlPackage openAndDelete(Path file, Limits limits) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE);
    } catch (Throwable trouble) {
      Files.deleteIfExists(file);
      throw trouble;
    }
    return open(zip, limits);
  }

  private static OoxmlPackage open(ZipFile zip, Limits limits) throws IOException {
    try {
      return new OoxmlPackage(zip, limits, index(zip));
    } catch (Throwable trouble) {
      zip.close();
      throw trouble;
    }
  }

  private static Map<String, ZipEntry> index(ZipFile zip) {
    if (zip.size() > MOST_PARTS) {
      throw new UnreadableSpreadsheetException(
          "The file consists of %d parts, as no real spreadsheet does.".formatted(zip.size()),
          ParseErrors.SAVE_AGAIN);
    }
    Map<String, ZipEntry> parts = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (parts.put(key(entry.getName()), entry) != null) {
        throw new UnreadableSpreadsheetException(
            "The file holds two parts of the same name, so nobody can say which one counts.",
            ParseErrors.SAVE_AGAIN);
      }
    }
    return parts;
  }

  /**
   * Part names differ in more than case, and in more than whether a blank stands as {@code %20};
   * some writers put backslashes and leading slashes.
   */
  private static String key(String name) {
    String slashed = decode(name).replace('\\', '/').toLowerCase(Locale.ROOT);
    return slashed.startsWith("/") ? slashed.substring(1) : slashed;
  }

  private static String decode(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  boolean has(String part) {
    return parts.containsKey(key(part));
  }

  /** In lower case. */
  Set<String> names() {
    return Collections.unmodifiableSet(parts.keySet());
  }

  /** The name of the outermost element of a part; empty if the part is no XML. */
  String root(String part, ParseTimeBudget parseTimeBudget) throws IOException, XMLStreamException {
    // Binary workbooks have the same relations.
    if (!start(part).replaceAll("[^!-~]", "").startsWith("<")) {
      return "";
    }
    try (XmlPullReader xml = xml(part, parseTimeBudget)) {
      return xml.nextElement() ? xml.name() : "";
    }
  }

  /** A short part as text, cut at a kilobyte; empty without one. */
  String start(String part) throws IOException {
    ZipEntry entry = parts.get(key(part));
    if (entry == null) {
      return "";
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * @throws UnreadableSpreadsheetException if the part is missing
   */
  XmlPullReader xml(String part, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    ZipEntry entry = parts.get(key(part));
    if (entry == null) {
      throw new UnreadableSpreadsheetException(
          "The file is damaged: its part %s is missing.".formatted(part), ParseErrors.SAVE_AGAIN);
    }
    return new XmlPullReader(
        new LimitedPartInputStream(zip.getInputStream(entry), entry, limits, parseTimeBudget),
        limits.cellText());
  }

  /** What a part refers to within the file, by id; {@code ""} is the file itself. */
  Map<String, Relation> relations(String part, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    int name = part.lastIndexOf('/') + 1;
    String folder = part.substring(0, name);
    String relationsPart = folder + "_rels/" + part.substring(name) + ".rels";
    Map<String, Relation> relations = new LinkedHashMap<>();
    if (!has(relationsPart)) {
      return relations;
    }
    try (XmlPullReader xml = xml(relationsPart, parseTimeBudget)) {
      while (xml.nextElement()) {
        String id = xml.attribute("Id");
        String type = xml.attribute("Type");
        String target = xml.attribute("Target");
        boolean outside = "External".equals(xml.attribute("TargetMode"));
        if (id != null && type != null && target != null && !outside) {
          relations.put(id, new Relation(type, resolve(folder, target)));
        }
      }
    }
    return relations;
  }

  private static String resolve(String folder, String target) {
    Deque<String> path = new ArrayDeque<>();
    String whole = target.startsWith("/") ? target : folder + target;
    for (String step : whole.split("/")) {
      if (step.equals("..")) {
        path.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        path.addLast(step);
      }
    }
    return String.join("/", path);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A reference from one part to another.
   *
   * @param type a URI whose last step names the kind; what stands before differs between the usual
   *     and the strict form
   * @param part the other part's name
   */
  record Relation(String type, String part) {
    boolean is(String kind) {
      return kind().equalsIgnoreCase(kind);
    }

    /** Whether it is a sheet without cells: of a chart, a dialog, or macros of old. */
    boolean isOtherSheet() {
      return !is("worksheet") && kind().toLowerCase(Locale.ROOT).endsWith("sheet");
    }

    private String kind() {
      return type.substring(type.lastIndexOf('/') + 1);
    }
  }
}
