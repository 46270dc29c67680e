package tutorial;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A row as a bean, as the tutorials have it: a setter for each column. */
public class SiteRow {
  static final String[] NAMES = {
    "carrier",
    "orderRef",
    "orderType",
    "customerId",
    "invoiceGroupId",
    "sellerId",
    "ordererId",
    "contactId",
    "createdById",
    "originSystem",
    "status",
    "streetName",
    "houseNumber",
    "postcode",
    "city",
    "country",
    "techName",
    "techEmail",
    "techTelephone",
    "requestedStartDate",
    "contractLength",
    "articleId",
    "recurringPrice",
    "oneTimePrice",
    "currency",
    "numberOfItems"
  };

  @NotBlank private String carrier;
  @NotBlank private String orderRef;
  @NotBlank private String orderType;

  @NotBlank @Pattern(regexp = "\\d+") private String customerId;

  @Pattern(regexp = "\\d+") private String invoiceGroupId;

  @Pattern(regexp = "\\d+") private String sellerId;

  @Pattern(regexp = "\\d+") private String ordererId;

  @Pattern(regexp = "\\d+") private String contactId;

  @Pattern(regexp = "\\d+") private String createdById;

  private String originSystem;
  private String status;
  @NotBlank private String streetName;

  @Pattern(regexp = "\\d+") private String houseNumber;

  @Pattern(regexp = "\\d{4}") private String postcode;

  @NotBlank private String city;
  private String country;
  private String techName;
  @Email private String techEmail;
  private String techTelephone;
  private String requestedStartDate;

  @Pattern(regexp = "\\d+") private String contractLength;

  @NotBlank private String articleId;

  @Pattern(regexp = "\\d+(\\.\\d+)?")
  private String recurringPrice;

  @Pattern(regexp = "\\d+(\\.\\d+)?")
  private String oneTimePrice;

  @Size(min = 3, max = 3) private String currency;

  @Pattern(regexp = "[1-9]\\d*") private String numberOfItems;

  public String getCarrier() {
    return carrier;
  }

  public void setCarrier(String carrier) {
    this.carrier = carrier;
  }

  public String getOrderRef() {
    return orderRef;
  }

  public void setOrderRef(String orderRef) {
    this.orderRef = orderRef;
  }

  public String getOrderType() {
    return orderType;
  }

  public void setOrderType(String orderType) {
    this.orderType = orderType;
  }

  public String getCustomerId() {
    return customerId;
  }

  public void setCustomerId(String customerId) {
    this.customerId = customerId;
  }

  public String getInvoiceGroupId() {
    return invoiceGroupId;
  }

  public void setInvoiceGroupId(String invoiceGroupId) {
    this.invoiceGroupId = invoiceGroupId;
  }

  public String getSellerId() {
    return sellerId;
  }

  public void setSellerId(String sellerId) {
    this.sellerId = sellerId;
  }

  public String getOrdererId() {
    return ordererId;
  }

  public void setOrdererId(String ordererId) {
    this.ordererId = ordererId;
  }

  public String getContactId() {
    return contactId;
  }

  public void setContactId(String contactId) {
    this.contactId = contactId;
  }

  public String getCreatedById() {
    return createdById;
  }

  public void setCreatedById(String createdById) {
    this.createdById = createdById;
  }

  public String getOriginSystem() {
    return originSystem;
  }

  public void setOriginSystem(String originSystem) {
    this.originSystem = originSystem;
  }

  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  public String getStreetName() {
    return streetName;
  }

  public void setStreetName(String streetName) {
    this.streetName = streetName;
  }

  public String getHouseNumber() {
    return houseNumber;
  }

  public void setHouseNumber(String houseNumber) {
    this.houseNumber = houseNumber;
  }

  public String getPostcode() {
    return postcode;
  }

  public void setPostcode(String postcode) {
    this.postcode = postcode;
  }

  public String getCity() {
    return city;
  }

  public void setCity(String city) {
    this.city = city;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public String getTechName() {
    return techName;
  }

  public void setTechName(String techName) {
    this.techName = techName;
  }

  public String getTechEmail() {
    return techEmail;
  }

  public void setTechEmail(String techEmail) {
    this.techEmail = techEmail;
  }

  public String getTechTelephone() {
    return techTelephone;
  }

  public void setTechTelephone(String techTelephone) {
    this.techTelephone = techTelephone;
  }

  public String getRequestedStartDate() {
    return requestedStartDate;
  }

  public void setRequestedStartDate(String requestedStartDate) {
    this.requestedStartDate = requestedStartDate;
  }

  public String getContractLength() {
    return contractLength;
  }

  public void setContractLength(String contractLength) {
    this.contractLength = contractLength;
  }

  public String getArticleId() {
    return articleId;
  }

  public void setArticleId(String articleId) {
    this.articleId = articleId;
  }

  public String getRecurringPrice() {
    return recurringPrice;
  }

  public void setRecurringPrice(String recurringPrice) {
    this.recurringPrice = recurringPrice;
  }

  public String getOneTimePrice() {
    return oneTimePrice;
  }

  public void setOneTimePrice(String oneTimePrice) {
    this.oneTimePrice = oneTimePrice;
  }

  public String getCurrency() {
    return currency;
  }

  public void setCurrency(String currency) {
    this.currency = currency;
  }

  public String getNumberOfItems() {
    return numberOfItems;
  }

  public void setNumberOfItems(String numberOfItems) {
    this.numberOfItems = numberOfItems;
  }
}
