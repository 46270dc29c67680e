package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorResponseParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // TelecomX: the field is in place of the message
        "telecomx | {'code':422,'message':'ipAddresses','description':'IP required'} | ipAddresses:"
            + " IP required",
        "telecomx | {'error':{'code':404,'message':'address._id','description':'Not found'}} |"
            + " address._id: Not found",
        "telecomx | {'error':'address2._id','message':'Address not found'} | address2._id: Address"
            + " not found",
        "telecomx |"
            + " {'errors':[{'field':'notify[]','message':'Unknown user'},{'field':'type','message':'No'}]}"
            + " | notify: Unknown user & type: No",
        "telecomx | {'message':'offers[].product','description':'Not valid'} | offers[].product:"
            + " Not valid",
        "telecomx | {'message':'Offers[1].monthlyCost','description':'Too much'} |"
            + " offers[1].monthlyCost: Too much",
        "telecomx | {'code':403,'message':'access_denied','description':'Too low'} | -: Too low",
        "telecomx | {'type':'about:blank','title':'Bad Request','status':400,'detail':'No such"
            + " town'} | -: No such town",
        "telecomx | {'message':'startDate'} | startDate: startDate",
        "telecomx | ipAddresses: must be 1 or 2 | ipAddresses: ipAddresses: must be 1 or 2",
        "telecomx | The value of takeoverCircuit is missing | takeoverCircuit: The value of"
            + " takeoverCircuit is missing",
        "telecomx | Please type your notes again | -: Please type your notes again",
        // Granite: undocumented shapes
        "granite | {'errors':{'order_items[1].location_id':['Not found','Ask']}} |"
            + " order_items[1].location_id: Not found & order_items[1].location_id: Ask",
        "granite | {'order_items':[{},{'location_id':['Bad']}],'requester':['Short']} |"
            + " order_items[1].location_id: Bad & requester: Short",
        "granite | {'detail':[{'loc':['body','order_items',1,'account_to_create','zip'],'msg':'bad"
            + " zip','type':'value_error'}]} | order_items[1].account_to_create.zip: bad zip",
        "granite | [{'field':'quote_request_id','message':'Unknown'}] | quote_request_id: Unknown",
        "granite |"
            + " {'errors':[{'source':{'pointer':'/order_items/0/formal_product_id'},'detail':'Gone'}]}"
            + " | order_items[0].formal_product_id: Gone",
        "granite | {'message':'Validation"
            + " failed','violations':[{'propertyPath':'orderItems[0].locationContactEmail','message':'not"
            + " an email'}]} | order_items[0].location_contact_email: not an email",
        "granite | {'error':'Not Found','message':'location_id was not found'} |"
            + " order_items[].location_id: location_id was not found",
        "granite | {'error':'Bad Request'} | -: Bad Request",
        "granite | {'errors':['One is wrong','Two is wrong']} | -: One is wrong & -: Two is wrong",
        "granite | {'order_items':['At least one']} | order_items: At least one",
        "granite | Permission denied | -: Permission denied",
        // GlobalConnect
        "globalconnect | {'status':422,'message':'Not"
            + " valid','errors':[{'field':'to_address.gab_id','message':'Unknown'}]} |"
            + " to_address.gab_id: Unknown",
        "globalconnect | {'status':'error','message':'gab_id is unknown'} | -: gab_id is unknown",
        "globalconnect | {'customer':{'id':['No such customer']}} | customer.id: No such customer",
        "globalconnect | {'new_lines':{'0':{'article_id':'Unknown'}}} | new_lines[0].article_id:"
            + " Unknown",
        "globalconnect | {'Fault':{'Message':'orderer.id 7 is unknown'}} | orderer.id: orderer.id 7"
            + " is unknown",
      })
  void an_error_is_assigned_to_the_field_that_it_names(
      String carrier, String body, String expected) {
    Carrier carrierOfResponse = Carriers.registered().get(carrier);

    List<Carrier.CarrierError> errors =
        carrierOfResponse.readRejection(422, body.replace('\'', '"'));

    assertThat(
            errors.stream()
                .map(it -> (it.path() == null ? "-" : it.path()) + ": " + it.message())
                .collect(Collectors.joining(" & ")))
        .isEqualTo(expected);
  }
}
