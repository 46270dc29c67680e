package orderimport.web.imports;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.RememberedMappings;
import orderimport.job.UploadService;
import orderimport.web.WebProperties;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of imports, and the upload of files. */
@Controller
class ImportListController {
  private static final int MAX_FILES = 20;

  private final ImportQueries importQueries;
  private final UploadReceiver uploadReceiver;
  private final RememberedMappings rememberedMappings;
  private final Carriers carriers;
  private final WebProperties settings;
  private final ImportEventStream importEventStream;
  private final WorkListQueries workListQueries;
  private final SeenChanges seenChanges;

  ImportListController(
      ImportQueries importQueries,
      UploadReceiver uploadReceiver,
      RememberedMappings rememberedMappings,
      Carriers carriers,
      WebProperties settings,
      ImportEventStream importEventStream,
      WorkListQueries workListQueries,
      SeenChanges seenChanges) {
    this.importQueries = importQueries;
    this.uploadReceiver = uploadReceiver;
    this.rememberedMappings = rememberedMappings;
    this.carriers = carriers;
    this.settings = settings;
    this.importEventStream = importEventStream;
    this.workListQueries = workListQueries;
    this.seenChanges = seenChanges;
  }

  /** The import of an uploaded file; {@code isNew} is false if it was imported before. */
  record UploadResult(String name, long importId, boolean isNew) implements Serializable {}

  @GetMapping("/imports")
  String list(
      ImportFilter filter,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "") String rejected,
      Authentication user,
      Model model) {
    model.addAttribute("filter", filter);
    model.addAttribute("states", ImportFilter.State.values());
    model.addAttribute("uploaders", importQueries.uploaders());
    model.addAttribute("page", importQueries.page(filter, page));
    model.addAttribute("orders", importQueries.orders(filter.q()));
    if (!filter.isActive() && page == 1) {
      model.addAttribute("work", workListQueries.of(user));
    }
    model.addAttribute(
        "rejected", rejected.matches("large|full|rate-limited|busy|broken|none") ? rejected : "");
    model.addAttribute("limit", settings.uploadLimit().toMegabytes());
    model.addAttribute("carriers", carriers.all().stream().map(Carrier::name).toList());
    return "imports";
  }

  /** The user has seen the changes of orders at their carriers up to one of them. */
  @PostMapping("/changes/seen")
  String seeChanges(@RequestParam long upTo, Authentication user) {
    seenChanges.see(user.getName(), upTo);
    return "redirect:/imports";
  }

  @GetMapping(path = "/imports/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events() {
    return importEventStream.streamOfList();
  }

  @PostMapping("/imports")
  String upload(
      @RequestParam(name = "file", required = false) List<MultipartFile> files,
      @RequestParam(defaultValue = "false") boolean again,
      ReadOptionsForm form,
      Authentication user,
      RedirectAttributes flash)
      throws IOException {
    List<UploadResult> results = new ArrayList<>();
    List<MultipartFile> received =
        (files == null ? List.<MultipartFile>of() : files)
            .stream().filter(file -> !UploadReceiver.isAbsent(file)).toList();
    for (MultipartFile file : received.stream().limit(MAX_FILES).toList()) {
      results.add(receive(file, form, again, user.getName()));
    }
    if (results.isEmpty()) {
      return "redirect:/imports?rejected=none";
    }
    flash.addFlashAttribute("uploadResults", results);
    if (received.size() > MAX_FILES) {
      flash.addFlashAttribute("mostFiles", MAX_FILES);
      flash.addFlashAttribute(
          "notUploaded",
          new ArrayList<>(received.stream().skip(MAX_FILES).map(UploadReceiver::nameOf).toList()));
    }
    return results.size() == 1
        ? "redirect:/imports/" + results.get(0).importId()
        : "redirect:/imports";
  }

  private UploadResult receive(
      MultipartFile file, ReadOptionsForm form, boolean again, String userName) throws IOException {
    UploadService.UploadResult uploadResult =
        uploadReceiver.receive(
            file,
            form.options(carriers, rememberedMappings.findByOwner(userName)),
            again,
            userName);
    uploadReceiver.start(uploadResult);
    return new UploadResult(
        UploadReceiver.nameOf(file), uploadResult.orderImport().id(), uploadResult.isNew());
  }
}
