package orderimport.submission;

import orderimport.carrier.Carrier;

class MadeUpAnswersTest extends AnswersContract {

  @Override
  Carrier carrier() {
    return new MadeUpCarrier();
  }

  @Override
  String success() {
    return "{\"id\":\"4711\"}";
  }
}
