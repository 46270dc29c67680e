package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds a workbook from hand-written parts. */
final class RawXlsxBuilder {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE =
      "http://schemas.openxmlformats.org/package/2006/relationships";

  private final Map<String, String> parts = new LinkedHashMap<>();

  private RawXlsxBuilder() {}

  /** A workbook with these rows on its only sheet, S. */
  static RawXlsxBuilder rows(String rows) {
    return sheet(
        "<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>".formatted(MAIN, rows));
  }

  static RawXlsxBuilder sheet(String xml) {
    return new RawXlsxBuilder()
        .part(
            "_rels/.rels",
            """
            <Relationships xmlns='%s'>
              <Relationship Id='rId1' Type='%s/officeDocument' Target='xl/workbook.xml'/>
            </Relationships>"""
                .formatted(PACKAGE, OFFICE))
        .part(
            "xl/workbook.xml",
            """
            <workbook xmlns='%s' xmlns:r='%s'><sheets>
              <sheet name='S' sheetId='7' r:id='rId1'/>
            </sheets></workbook>"""
                .formatted(MAIN, OFFICE))
        .part(
            "xl/_rels/workbook.xml.rels",
            """
            <Relationships xmlns='%1$s'>
              <Relationship Id='rId1' Type='%2$s/worksheet' Target='worksheets/sheet1.xml'/>
              <Relationship Id='rId2' Type='%2$s/sharedStrings' Target='/xl/sharedStrings.xml'/>
              <Relationship Id='rId3' Type='%2$s/styles' Target='../xl/./styles.xml'/>
            </Relationships>"""
                .formatted(PACKAGE, OFFICE))
        .part("xl/worksheets/sheet1.xml", xml);
  }

  RawXlsxBuilder sharedStrings(String items) {
    return part("xl/sharedStrings.xml", "<sst xmlns='%s'>%s</sst>".formatted(MAIN, items));
  }

  RawXlsxBuilder styles(String styles) {
    return part("xl/styles.xml", "<styleSheet xmlns='%s'>%s</styleSheet>".formatted(MAIN, styles));
  }

  RawXlsxBuilder part(String name, String content) {
    parts.put(name, content);
    return this;
  }

  RawXlsxBuilder replace(String part, String old, String by) {
    parts.computeIfPresent(part, (name, content) -> content.replace(old, by));
    return this;
  }

  RawXlsxBuilder replaceEverywhere(String old, String by) {
    parts.replaceAll((name, content) -> content.replace(old, by));
    return this;
  }

  RawXlsxBuilder rename(String part, String to) {
    String content = parts.remove(part);
    if (content == null) {
      throw new IllegalArgumentException("no part " + part);
    }
    return part(to, content);
  }

  RawXlsxBuilder prepend(String part, String start) {
    parts.computeIfPresent(part, (name, content) -> start + content);
    return this;
  }

  RawXlsxBuilder copy() {
    RawXlsxBuilder copy = new RawXlsxBuilder();
    copy.parts.putAll(parts);
    return copy;
  }

  RawXlsxBuilder without(String part) {
    parts.remove(part);
    return this;
  }

  byte[] bytes() {
    return bytes(ZipEntry.DEFLATED);
  }

  byte[] storedBytes() {
    return bytes(ZipEntry.STORED);
  }

  private byte[] bytes(int method) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        byte[] content = part.getValue().getBytes(UTF_8);
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setMethod(method);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
