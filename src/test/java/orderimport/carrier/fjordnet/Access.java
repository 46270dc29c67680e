package orderimport.carrier.fjordnet;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a line reaches its site. */
enum Access {
  @JsonProperty("fibre")
  FIBRE,
  @JsonProperty("dark-fibre")
  DARK_FIBRE,
  @JsonProperty("radio")
  RADIO
}
