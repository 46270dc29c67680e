package orderimport.carrier.globalconnect;

import com.google.auto.service.AutoService;
import java.util.List;
import orderimport.carrier.AnswerJson;
import orderimport.carrier.Carrier;
import orderimport.carrier.RefusalReader;

/** Source: {@code globalconnect-create-order.txt}, "Create order - testing". */
@AutoService(Carrier.class)
public final class GlobalConnectTesting implements Carrier {
  private final RefusalReader refusals = new RefusalReader(requestType());

  @Override
  public String name() {
    return "globalconnect-testing";
  }

  @Override
  public Class<? extends Record> requestType() {
    return TestingRequest.class;
  }

  @Override
  public String orderRefPath() {
    return "customersOwnReference";
  }

  @Override
  public Answer readSuccess(int status, String body) {
    if (body.isBlank()) {
      return new Answer.Accepted(null, null, List.of());
    }
    AnswerJson answer = AnswerJson.parse(body);
    String id = answer == null ? null : answer.text("id");
    if (answer == null || id == null) {
      return new Answer.Unclear("The carrier's answer should be empty, and is not.");
    }
    return new Answer.Accepted(
        id,
        answer.link("wtf_url"),
        List.of("The carrier answered with an order, where its documentation has nothing."));
  }

  @Override
  public List<Complaint> readRefusal(int status, String body) {
    return refusals.read(status, body);
  }

  @Override
  public StandIn standIn() {
    return new TestingStandIn();
  }
}
