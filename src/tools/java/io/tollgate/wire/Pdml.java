package io.tollgate.wire;

import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A packet, protocol or field of tshark's PDML. */
record Pdml(Element element) {

  String name() {
    return element.getAttribute("name");
  }

  String shown() {
    return element.getAttribute("show");
  }

  String label() {
    return element.getAttribute("showname");
  }

  /** The octets of the field, in hexadecimal. */
  String hex() {
    return element.getAttribute("value");
  }

  /** Where in the packet it begins. */
  int position() {
    return Integer.parseInt(element.getAttribute("pos"));
  }

  int size() {
    return Integer.parseInt(element.getAttribute("size"));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex());
  }

  Stream<Pdml> protocols(String name) {
    return children("proto").filter(proto -> proto.name().equals(name));
  }

  /** The direct fields of that name. */
  Stream<Pdml> fields(String name) {
    return fields().filter(field -> field.name().equals(name));
  }

  Stream<Pdml> fields() {
    return children("field");
  }

  /** The fields of that name at any depth. */
  Stream<Pdml> anywhere(String name) {
    NodeList nodes = element.getElementsByTagName("field");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> new Pdml((Element) nodes.item(i)))
        .filter(field -> field.name().equals(name));
  }

  String shown(String field) {
    return anywhere(field).findFirst().map(Pdml::shown).orElse("");
  }

  Stream<Pdml> children(String tag) {
    NodeList nodes = element.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(child -> child.getTagName().equals(tag))
        .map(Pdml::new);
  }
}
