//! Papers of a decision: offered by its kind, with names and posts in cases that a person mends once.

use access::{Level, Role};
use testing::both_databases;

use super::register::taken;
use super::stage::published;

both_databases! {
    fn a_form_mended_once_is_remembered_for_every_paper(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let papers = format!("{card}/papers");
        let page = stage.methodist.page(&papers);
        assert_eq!(page.input("form-0").as_deref(), Some("заместителю директора"));
        assert_eq!(page.input("form-1").as_deref(), Some("заместителя начальника управления"));
        assert!(page.says("Лист ознакомления") && !page.says("Выписка из протокола"), "{}", page.body);
        let typed = [("form-0", "зам. директора"), ("form-1", "")];
        stage.methodist.done(&format!("{card}/forms"), &typed);
        let page = stage.methodist.page(&papers);
        assert_eq!(page.input("form-0").as_deref(), Some("зам. директора"));
        assert_eq!(page.input("form-1").as_deref(), Some("заместителя начальника управления"), "an empty one comes back by rule");
        stage.methodist.done(&format!("{card}/forms"), &[("form-0", "")]);
        assert_eq!(stage.methodist.page(&papers).input("form-0").as_deref(), Some("заместителю директора"));
        let long = "я".repeat(301);
        assert_eq!(stage.methodist.post(&format!("{card}/forms"), &[("form-0", &long)]).status, 422);
    }

    fn forms_are_mended_by_who_decides_there(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        let page = ministry.page(&format!("{card}/papers"));
        assert!(page.says("заместителю директора") && page.input("form-0").is_none());
        assert_eq!(ministry.post(&format!("{card}/forms"), &[("form-0", "чужое")]).status, 404);
        for query in ["what=extract&as=pdf", "what=decision&as=odt", "what=other&as=pdf"] {
            assert_eq!(ministry.get(&format!("{card}/paper?{query}")).status, 404, "{query}");
        }
    }
}
