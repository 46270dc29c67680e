package orderimport.carrier.telecomx;

import java.util.LinkedHashMap;
import java.util.Map;
import orderimport.carrier.AddressLookup.Address;
import orderimport.carrier.AddressLookup.Suggestion;
import orderimport.carrier.ListedFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An address as the look-up returns it; null for what it lacks. Without a number it is a street.
 *
 * @param floor {@code kl}, {@code st}, {@code 1}…
 * @param door {@code tv}, {@code mf}, {@code th}, or a number
 * @param muni the municipality, which may have another street of the same name
 */
record LookedUpAddress(
    String road,
    @Nullable String number,
    @Nullable String floor,
    @Nullable String door,
    @Nullable String zip,
    @Nullable String city,
    @Nullable String muni) {

  /** The address of an entry; null if the entry is not an address. */
  static @Nullable LookedUpAddress of(JsonNode entry) {
    String road =
        entry.isString() ? entry.asString().strip() : ListedFields.text(entry, "road", "street");
    return road == null || road.isEmpty()
        ? null
        : new LookedUpAddress(
            road,
            ListedFields.text(entry, "number"),
            ListedFields.text(entry, "floor"),
            ListedFields.text(entry, "door"),
            ListedFields.text(entry, "zip"),
            ListedFields.text(entry, "city"),
            ListedFields.text(entry, "muni"));
  }

  boolean isStreet() {
    return number == null;
  }

  /** Without floor and door. */
  LookedUpAddress house() {
    return new LookedUpAddress(road, number, null, null, zip, city, muni);
  }

  /** Road, number, floor and door, as the request has them in one field. */
  String address() {
    StringBuilder text = new StringBuilder(road);
    text.append(number == null ? "" : " " + number);
    if (floor != null || door != null) {
      text.append(',').append(floor == null ? "" : " " + floor + ".");
      text.append(door == null ? "" : " " + door);
    }
    return text.toString();
  }

  String addressKey() {
    return DanishAddress.key(address());
  }

  String houseKey() {
    return DanishAddress.key(house().address());
  }

  /** This address as a suggestion for another: what has to be changed to get it. */
  Suggestion suggestedFor(Address other) {
    Map<String, String> changes = new LinkedHashMap<>();
    String written = other.fields().getOrDefault(TelecomXAddressLookup.ADDRESS, "");
    if (!addressKey().equals(DanishAddress.key(written))) {
      changes.put(TelecomXAddressLookup.ADDRESS, address());
    }
    String writtenZip = other.fields().getOrDefault(TelecomXAddressLookup.ZIP, "");
    if (zip != null && !withoutZeros(zip).equals(withoutZeros(writtenZip))) {
      changes.put(TelecomXAddressLookup.ZIP, zip);
    }
    String writtenCity = other.fields().getOrDefault(TelecomXAddressLookup.CITY, "");
    if (city != null && !DanishAddress.key(city).equals(DanishAddress.key(writtenCity))) {
      changes.put(TelecomXAddressLookup.CITY, city);
    }
    return new Suggestion(text(), changes);
  }

  /** The request has the postcode as a number. */
  private static String withoutZeros(String postcode) {
    return postcode.replaceFirst("^0+", "");
  }

  private String text() {
    String town = ((zip == null ? "" : zip) + " " + (city == null ? "" : city)).strip();
    return town.isEmpty() ? address() : address() + ", " + town;
  }
}
