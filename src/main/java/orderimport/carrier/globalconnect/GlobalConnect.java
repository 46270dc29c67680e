package orderimport.carrier.globalconnect;

import com.google.auto.service.AutoService;
import java.util.List;
import orderimport.carrier.AnswerJson;
import orderimport.carrier.Carrier;
import orderimport.carrier.RefusalReader;

/** Source: {@code globalconnect-create-order.txt}, "Create order". */
@AutoService(Carrier.class)
public final class GlobalConnect implements Carrier {
  private final RefusalReader refusals = new RefusalReader(requestType());

  @Override
  public String name() {
    return "globalconnect";
  }

  @Override
  public Class<? extends Record> requestType() {
    return GlobalConnectRequest.class;
  }

  @Override
  public String orderRefPath() {
    return "customers_own_reference";
  }

  @Override
  public Answer readSuccess(int status, String body) {
    AnswerJson answer = AnswerJson.parse(body);
    String id = answer == null ? null : answer.text("id");
    return answer == null || id == null
        ? AnswerJson.unclear(body, "id")
        : new Answer.Accepted(id, answer.link("wtf_url"), List.of());
  }

  @Override
  public List<Complaint> readRefusal(int status, String body) {
    return refusals.read(status, body);
  }

  @Override
  public StandIn standIn() {
    return new GlobalConnectStandIn();
  }
}
