package orderimport.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds the {@link FailedRequest} to the model of the error page. */
@ControllerAdvice(assignableTypes = ErrorController.class)
class FailedRequests {
  private static final Pattern IMPORT_PATH =
      Pattern.compile("/imports/(\\d{1,18})(?:/([a-z-]+)(?:/.*)?)?");
  private static final Set<String> IMPORT_ACTIONS =
      Set.of(
          "place",
          "pause",
          "resume",
          "reread",
          "discard",
          "archive",
          "unarchive",
          "cells",
          "offer",
          "review",
          "assign",
          "files");

  private final Imports imports;

  FailedRequests(Imports imports) {
    this.imports = imports;
  }

  @ModelAttribute
  void add(Model model, HttpServletRequest request) {
    String uri = attribute(request, RequestDispatcher.ERROR_REQUEST_URI);
    String path = uri.substring(Math.min(uri.length(), request.getContextPath().length()));
    boolean changes =
        !HttpMethod.GET.name().equals(attribute(request, RequestDispatcher.ERROR_METHOD));
    model.addAttribute("failed", failed(path, changes));
  }

  private static String attribute(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getAttribute(name), "").toString();
  }

  private FailedRequest failed(String path, boolean changes) {
    Matcher ofImport = IMPORT_PATH.matcher(path);
    if (ofImport.matches()) {
      long id = Long.parseLong(ofImport.group(1));
      String action = String.valueOf(ofImport.group(2));
      boolean known = IMPORT_ACTIONS.contains(action) && (changes || action.equals("files"));
      return new FailedRequest(known ? action : "show", fileName(id), id, changes);
    } else if (changes && path.startsWith("/in-doubt/")) {
      return new FailedRequest("resolve", "", null, true);
    } else if (changes && path.equals("/imports")) {
      return new FailedRequest("upload", "", null, true);
    }
    return new FailedRequest("page", "", null, changes);
  }

  /** Falls back to the number, as the database may be the cause of the failure. */
  private String fileName(long importId) {
    try {
      return imports.find(importId).map(Import::fileName).orElse("import " + importId);
    } catch (DataAccessException | TransactionException e) {
      return "import " + importId;
    }
  }
}
