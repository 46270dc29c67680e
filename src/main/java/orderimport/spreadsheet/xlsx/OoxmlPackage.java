package orderimport.spreadsheet.xlsx;

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
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.UnreadableSpreadsheetException;

/** The parts of a zip file by name. Names are only looked up and never used as paths. */
public final class OoxmlPackage implements AutoCloseable {
  private static final int MAX_PARTS = 20_000;

  private final ZipFile zip;
  private final Limits limits;
  private final Map<String, ZipEntry> parts;

  private OoxmlPackage(ZipFile zip, Limits limits, Map<String, ZipEntry> parts) {
    this.zip = zip;
    this.limits = limits;
    this.parts = parts;
  }

  /**
   * Opens a package.
   *
   * @throws UnreadableSpreadsheetException if two parts have the same name
   */
  public static OoxmlPackage open(Path file, Limits limits) throws IOException {
    return open(new ZipFile(file.toFile()), limits);
  }

  /** Opens a temporary file, which is deleted at the latest when the package is closed. */
  public static OoxmlPackage openAndDelete(Path file, Limits limits) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE);
    } catch (Throwable failure) {
      Files.deleteIfExists(file);
      throw failure;
    }
    return open(zip, limits);
  }

  private static OoxmlPackage open(ZipFile zip, Limits limits) throws IOException {
    try {
      return new OoxmlPackage(zip, limits, index(zip));
    } catch (Throwable failure) {
      zip.close();
      throw failure;
    }
  }

  private static Map<String, ZipEntry> index(ZipFile zip) {
    if (zip.size() > MAX_PARTS) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_TOO_MANY_PARTS, zip.size());
    }
    Map<String, ZipEntry> parts = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (parts.put(key(entry.getName()), entry) != null) {
        throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_PART_TWICE);
      }
    }
    return parts;
  }

  /**
   * Normalizes a part name: case, percent encoding, backslashes and a leading slash, which some
   * programs write, do not matter.
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

  public boolean has(String part) {
    return parts.containsKey(key(part));
  }

  /** The names of all parts, normalized to lower case. */
  public Set<String> names() {
    return Collections.unmodifiableSet(parts.keySet());
  }

  /** The name of the root element of a part; empty if the part is not XML. */
  public String root(String part, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    // The main part of a binary workbook has the same relationship type.
    if (!start(part).replaceAll("[^!-~]", "").startsWith("<")) {
      return "";
    }
    try (XmlPullReader xml = xml(part, parseTimeBudget)) {
      return xml.nextElement() ? xml.name() : "";
    }
  }

  /** The first kilobyte of a part as text; empty if the part is missing. */
  public String start(String part) throws IOException {
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
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_PART_MISSING, part);
    }
    return new XmlPullReader(
        new LimitedPartInputStream(zip.getInputStream(entry), entry, limits, parseTimeBudget),
        limits.cellText());
  }

  /** The internal relationships of a part by id; {@code ""} is the package itself. */
  public Map<String, Relation> relations(String part, ParseTimeBudget parseTimeBudget)
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
        boolean external = "External".equals(xml.attribute("TargetMode"));
        if (id != null && type != null && target != null && !external) {
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
   * A relationship from one part to another.
   *
   * @param type a URI whose last segment names the kind; the rest differs between transitional and
   *     strict OOXML
   * @param part the name of the target part
   */
  public record Relation(String type, String part) {
    public boolean is(String kind) {
      return kind().equalsIgnoreCase(kind);
    }

    /** Whether the target is a sheet without cells: a chart, dialog or Excel 4 macro sheet. */
    boolean isOtherSheet() {
      return !is("worksheet") && kind().toLowerCase(Locale.ROOT).endsWith("sheet");
    }

    private String kind() {
      return type.substring(type.lastIndexOf('/') + 1);
    }
  }
}
