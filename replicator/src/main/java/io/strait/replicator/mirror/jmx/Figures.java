package io.strait.replicator.mirror.jmx;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** Numbers by name, as JMX shows them; read by any thread, set by one. */
final class Figures implements DynamicMBean {
  private final Map<String, Double> values = new ConcurrentSkipListMap<>();

  void set(String name, double value) {
    values.put(name, value);
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    Double value = values.get(name);
    if (value == null) {
      throw new AttributeNotFoundException(name + " is not measured");
    }
    return value;
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList list = new AttributeList();
    for (String name : names) {
      Double value = values.get(name);
      if (value != null) {
        list.add(new Attribute(name, value));
      }
    }
    return list;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        values.keySet().stream()
            .map(name -> new MBeanAttributeInfo(name, "double", name, true, false, false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(Figures.class.getName(), "", attributes, null, null, null);
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException("nothing can be set");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] arguments, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action), "nothing can be called");
  }
}
