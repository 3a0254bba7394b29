"use strict";
(function () {
  function every(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }
  function value(id) {
    var field = document.getElementById(id);
    return field ? field.value.toLowerCase() : "";
  }
  function shown(text, wanted) {
    return wanted === "" || (text || "").toLowerCase().indexOf(wanted) >= 0;
  }
  function topics() {
    var name = value("topic-name");
    var state = value("topic-state");
    var left = 0;
    every("details.topic", function (one) {
      var fits = shown(one.dataset.name, name) && shown(one.dataset.states, state);
      one.hidden = !fits;
      left += fits ? 1 : 0;
    });
    var count = document.getElementById("topic-count");
    if (count) { count.textContent = left + " shown"; }
  }
  function findings() {
    var code = value("finding-code");
    var text = value("finding-text");
    var left = 0;
    every("tr.finding", function (one) {
      var fits = (code === "" || one.dataset.code.toLowerCase() === code) && shown(one.textContent, text);
      one.hidden = !fits;
      left += fits ? 1 : 0;
    });
    var count = document.getElementById("finding-count");
    if (count) { count.textContent = left + " shown"; }
  }
  every("#topic-name, #topic-state", function (one) { one.addEventListener("input", topics); });
  every("#finding-code, #finding-text", function (one) { one.addEventListener("input", findings); });
  every(".filters", function (one) { one.hidden = false; });
  topics();
  findings();
})();
