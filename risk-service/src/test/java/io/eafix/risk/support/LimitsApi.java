package io.eafix.risk.support;

import static io.restassured.RestAssured.get;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;

/** Limits as a risk officer sets them: what is not said stays as it is. */
public final class LimitsApi {

  private LimitsApi() {}

  /** Changes some of an account's limits. */
  public static void ofAccount(String account, Map<String, Object> changes) {
    change("/limits/accounts/" + account, Map.of("currency", "USD"), changes);
  }

  /** Changes some of an account's limits in EURUSD. */
  public static void ofEurUsd(String account, Map<String, Object> changes) {
    change("/limits/accounts/" + account + "/symbols/EURUSD", Map.of(), changes);
  }

  public static Map<String, Object> request(int expectedVersion, Map<String, Object> limits) {
    Map<String, Object> request = new HashMap<>();
    request.put("expectedVersion", expectedVersion);
    request.put("limits", limits);
    request.put("person", "R. Officer");
    request.put("reason", "test");
    return request;
  }

  /** The limits in force, to be changed. */
  public static Map<String, Object> inForce(String path) {
    return new HashMap<>(get(path).then().statusCode(200).extract().path("limits"));
  }

  private static void change(String path, Map<String, Object> more, Map<String, Object> changes) {
    Map<String, Object> limits = inForce(path);
    limits.putAll(changes);
    int version = get(path).path("version");
    Map<String, Object> request = request(version, limits);
    request.putAll(more);
    Response answer = Api.put(path, request);
    answer.then().statusCode(200);
  }
}
