# What Redmine has after its first start: a project, the field that Earshot writes, a user for Earshot
# and one who answers. JSON from the environment variable SEED says what they are called; the keys and
# numbers are printed as JSON.
seed = JSON.parse(ENV.fetch('SEED'))
Setting.rest_api_enabled = '1'
Setting.login_required = '1'
administrator = User.find_by_login('admin')
administrator.update_column(:must_change_passwd, false)

project = Project.create!(name: seed['project'], identifier: seed['project'].downcase,
                          is_public: false, trackers: Tracker.all,
                          enabled_module_names: ['issue_tracking'])
field = IssueCustomField.create!(name: seed['field'], field_format: 'string', is_for_all: true,
                                 is_filter: true, searchable: true, trackers: Tracker.all)
role = Role.givable.first
keys = seed['users'].to_h do |name|
  user = User.new(firstname: name.capitalize, lastname: 'Desk', mail: "#{name}@desk.example",
                  language: 'en')
  user.login = name
  user.password = user.password_confirmation = seed['password']
  user.save!
  Member.create!(user: user, project: project, roles: [role])
  [name, user.api_key]
end
puts JSON.generate('keys' => keys.merge('admin' => administrator.api_key),
                   'project' => project.identifier, 'fields' => { field.name => field.id },
                   'closed' => IssueStatus.find_by(is_closed: true).id,
                   'trackers' => Tracker.all.to_h { |tracker| [tracker.name, tracker.id] })
